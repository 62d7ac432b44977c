import { css } from "lit";

/** Figures, charts and a table below each other; the drawer lies beside what scrolls. */
export const analyticsPageStyles = css`
  :host {
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
  .subjects {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  select-field {
    min-width: 170px;
  }
  .filters a {
    margin-left: auto;
  }
  .content {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 0 28px 28px;
  }
  stale-note {
    margin: 0 28px 12px;
  }
  /* The drawer covers nothing that is worth reading. */
  @media (min-width: 1000px) {
    .beside {
      margin-right: var(--drawer-width, 440px);
    }
  }
  @media (max-width: 760px) {
    .filters {
      padding: 0 16px 12px;
    }
    .filters a {
      margin-left: 0;
    }
    .content {
      gap: 12px;
      padding: 0 16px 20px;
    }
    stale-note {
      margin: 0 16px 12px;
    }
  }
`;
