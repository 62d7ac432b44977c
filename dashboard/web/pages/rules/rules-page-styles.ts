import { css } from "lit";

/** Groups of types below each other, and the search among the filters. */
export const rulesPageStyles = css`
  :host {
    --drawer-width: 520px;
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
  list-skeleton {
    margin: 0 28px;
  }
  @media (max-width: 760px) {
    .search {
      flex: 1 1 100%;
    }
    section {
      margin-inline: 16px;
    }
    list-skeleton {
      margin: 0;
    }
  }
`;
