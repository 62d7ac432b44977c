import { css } from "lit";

/** Groups of types below each other; the drawer lies beside what scrolls. */
export const rulesPageStyles = css`
  :host {
    --drawer-width: 520px;
    position: absolute;
    inset: 0;
    background: var(--canvas);
  }
  .scroll {
    height: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: 0 28px 16px;
  }
  .search {
    position: relative;
    flex: 0 1 320px;
    min-width: 200px;
  }
  .search > .icon {
    position: absolute;
    inset: 0 auto 0 11px;
    margin: auto 0;
    color: var(--text-faint);
    font-size: 15px;
    pointer-events: none;
  }
  .search .field {
    padding: 0 36px;
  }
  .search .field::-webkit-search-cancel-button {
    display: none;
  }
  .search kbd,
  .search .clear {
    position: absolute;
    inset: 0 4px 0 auto;
    margin: auto 0;
  }
  .search kbd {
    inset-inline-end: 10px;
    display: grid;
    place-items: center;
    width: 20px;
    height: 20px;
    border: 1px solid var(--line);
    border-radius: 4px;
    color: var(--text-muted);
    font: inherit;
    font-size: var(--size-xs);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  section {
    margin: 0 28px 20px;
  }
  h2 {
    margin: 0 0 8px;
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 600;
  }
  ul {
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    list-style: none;
  }
  li + li {
    border-top: 1px solid var(--line);
  }
  stale-note {
    margin: 0 28px 12px;
  }
  list-skeleton {
    margin: 0 28px;
  }
  /* The drawer covers nothing that is worth reading. */
  @media (min-width: 1100px) {
    .beside {
      margin-right: var(--drawer-width);
    }
  }
  @media (max-width: 760px) {
    .filters {
      padding: 0 16px 12px;
    }
    .search {
      flex: 1 1 100%;
    }
    section,
    stale-note {
      margin-inline: 16px;
    }
    list-skeleton {
      margin: 0;
    }
  }
`;
