import { css } from "lit";

/** A page that scrolls below its head, filters first; a drawer lies beside what scrolls. */
export const scrollingPageStyles = css`
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
    .content {
      gap: 12px;
      padding: 0 16px 20px;
    }
    stale-note {
      margin: 0 16px 12px;
    }
  }
`;
