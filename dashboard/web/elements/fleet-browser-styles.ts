import { css } from "lit";

/** Looks of the search, the filters and the bar above the list. */
export const fleetBrowserStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
  }
  .head {
    display: grid;
    gap: 10px;
    padding: 12px 12px 10px;
  }
  .search {
    position: relative;
  }
  .search > .icon {
    position: absolute;
    left: 11px;
    top: 50%;
    translate: 0 -50%;
    color: var(--text-faint);
    font-size: 15px;
  }
  .search .field {
    padding: 0 34px;
  }
  .search .field::-webkit-search-cancel-button {
    display: none;
  }
  kbd,
  .clear {
    position: absolute;
    right: 8px;
    top: 50%;
    translate: 0 -50%;
  }
  kbd {
    padding: 1px 6px;
    border: 1px solid var(--line-strong);
    border-radius: 5px;
    color: var(--text-faint);
    font: inherit;
    font-size: var(--size-xs);
  }
  .clear {
    right: 3px;
    width: 30px;
    height: 30px;
    font-size: 14px;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
    padding: 0 12px 0 16px;
    border-block: 1px solid var(--line);
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  .total {
    flex: 1;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .pill {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    height: 24px;
    padding: 0 7px;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    font-size: var(--size-s);
    color: var(--text-muted);
    white-space: nowrap;
  }
  .pill:hover {
    background: var(--surface-hover);
    color: var(--text);
  }
  .pill[aria-pressed="true"] {
    background: var(--accent-soft);
    color: var(--accent-text);
    font-weight: 550;
  }
  .order {
    position: relative;
    display: inline-flex;
    align-items: center;
  }
  .order select {
    height: 24px;
    padding: 0 20px 0 7px;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    color: inherit;
    font: inherit;
    appearance: none;
    cursor: pointer;
  }
  .order select:hover {
    background: var(--surface-hover);
    color: var(--text);
  }
  .order option {
    background: var(--surface-raised);
    color: var(--text);
  }
  .order .icon {
    position: absolute;
    right: 5px;
    pointer-events: none;
    font-size: 12px;
  }
  vehicle-list,
  list-skeleton {
    flex: 1;
  }
  @media (pointer: coarse) {
    .head {
      padding-top: 2px;
    }
    .pill,
    .order select {
      height: 44px;
    }
    kbd {
      display: none;
    }
    .clear {
      width: 40px;
      height: 40px;
    }
  }
`;
