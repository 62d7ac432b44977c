import { css } from "lit";

/** A list or cards below the head of a settings page; a drawer lies beside what scrolls. */
export const settingsPageStyles = css`
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
  .content {
    display: grid;
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
    .content {
      gap: 12px;
      padding: 0 16px 20px;
    }
    stale-note {
      margin: 0 16px 12px;
    }
  }
`;
