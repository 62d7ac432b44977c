import { css } from "lit";

/** Looks of a table, and of the cards that its rows become in a narrow box. */
export const dataTableStyles = css`
  :host {
    display: flex;
    min-width: 0;
    min-height: 0;
    flex-direction: column;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    overflow: hidden;
    container-type: inline-size;
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: var(--size-m);
    line-height: 18px;
  }
  th {
    position: sticky;
    top: 0;
    z-index: 1;
    height: 36px;
    padding: 0 14px;
    border-bottom: 1px solid var(--line);
    background: var(--surface-sunken);
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 550;
    text-align: start;
    white-space: nowrap;
  }
  th button {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    height: 28px;
    margin: 0 -8px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    font-weight: inherit;
  }
  th button:hover {
    background: var(--surface-hover);
    color: var(--text);
  }
  th button .icon {
    font-size: 13px;
    color: var(--text-faint);
  }
  th[aria-sort] button,
  th[aria-sort] button .icon {
    color: var(--text);
  }
  td {
    height: 46px;
    padding: 6px 14px;
    border-bottom: 1px solid var(--line);
    vertical-align: middle;
  }
  .end {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  tbody tr {
    cursor: pointer;
  }
  tbody tr:hover {
    background: var(--surface-hover);
  }
  tbody tr[aria-selected="true"] {
    background: var(--surface-selected);
  }
  .content {
    display: inline-block;
    max-width: 100%;
    overflow-wrap: anywhere;
  }
  :is(.end, .whole) .content {
    white-space: nowrap;
  }
  td:focus-visible,
  th:focus-visible,
  th button:focus-visible {
    outline-offset: -2px;
    border-radius: var(--radius-s);
  }
  .foot {
    position: sticky;
    left: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-height: 34px;
    padding: 8px 14px;
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  @media (pointer: coarse) {
    th button {
      min-width: 44px;
      height: 44px;
    }
  }
  @container (max-width: 559px) {
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: grid;
      gap: 5px;
      padding: 12px 16px;
      border-bottom: 1px solid var(--line);
    }
    td,
    td.end {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: 16px;
      height: auto;
      min-height: 20px;
      padding: 0;
      border: 0;
      text-align: end;
    }
    td::before {
      content: attr(data-label);
      flex: none;
      color: var(--text-muted);
      font-size: var(--size-s);
    }
    td:first-child {
      justify-content: flex-start;
      font-size: var(--size-l);
      font-weight: 600;
      text-align: start;
    }
    td:first-child::before {
      content: none;
    }
  }
`;
