import { css } from "lit";

/** A list that fills the page, and an alert beside it. */
export const alertsPageStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    background: var(--canvas);
  }
  .views {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    padding: 0 28px 14px;
  }
  .list {
    position: relative;
    flex: 1;
    min-height: 0;
    margin: 0 28px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    overflow: hidden;
  }
  /* The drawer covers nothing that is worth reading. */
  @media (min-width: 1000px) {
    .beside {
      margin-right: calc(var(--drawer-width, 440px) + 28px);
    }
  }
  virtual-list {
    height: 100%;
  }
  .keys {
    margin: 0;
    padding: 0 28px 12px;
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  @media (max-width: 760px) {
    .views {
      padding: 0 16px 12px;
    }
    .list {
      margin: 0;
      border-width: 1px 0 0;
      border-radius: 0;
    }
    .keys {
      display: none;
    }
  }
`;
