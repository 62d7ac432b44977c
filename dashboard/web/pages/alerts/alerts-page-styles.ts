import { css } from "lit";

/** From this width on there is room for a map between the list and the drawer. */
export const WIDE = "(min-width: 1160px)";
/** What the drawer covers of the map, CSS pixels. */
export const DRAWER_PX = 440;

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
  stale-note {
    margin: 0 28px 14px;
  }
  .body {
    display: flex;
    flex: 1;
    gap: 16px;
    min-height: 0;
    margin: 0 28px 8px;
  }
  .list {
    position: relative;
    flex: 1;
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    overflow: hidden;
  }
  /* The drawer covers nothing that is worth reading. */
  @media (min-width: 1000px) and (max-width: 1159px) {
    .beside {
      margin-right: calc(var(--drawer-width, 440px) + 28px);
    }
  }
  @media (min-width: 1160px) {
    .list {
      flex: 0 0 clamp(400px, 38%, 560px);
    }
  }
  alert-map-card {
    flex: 1;
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
  }
  virtual-list {
    height: 100%;
  }
  .waiting {
    position: absolute;
    z-index: 1;
    top: 8px;
    left: 50%;
    translate: -50%;
  }
  .waiting .button {
    box-shadow: var(--shadow-l);
    white-space: nowrap;
  }
  .keys {
    margin: 0;
    padding: 0 28px 12px;
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  @media (max-width: 760px) {
    stale-note {
      margin: 0 16px 12px;
    }
    .views {
      padding: 0 16px 12px;
    }
    .body {
      margin: 0;
    }
    .list {
      border-width: 1px 0 0;
      border-radius: 0;
    }
    .keys {
      display: none;
    }
  }
`;
