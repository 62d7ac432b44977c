import { css } from "lit";

/** Looks of the chart's frame, its legend and its table. */
export const timeChartStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    height: 260px;
  }
  .head {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    min-height: 32px;
  }
  .legend {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 4px 16px;
    min-width: 0;
    padding-top: 7px;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 18px;
    font-variant-numeric: tabular-nums;
  }
  .series::before {
    content: "";
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-right: 6px;
    border-radius: 3px;
    background: var(--color);
  }
  b {
    margin-left: 6px;
    color: var(--text);
    font-weight: 600;
  }
  .moment {
    margin-left: auto;
    color: var(--text-faint);
  }
  .plot {
    position: relative;
    flex: 1;
    min-height: 0;
    border-radius: var(--radius-s);
    overflow: hidden;
  }
  .u-hz .u-cursor-x {
    border-right: 1px solid var(--text-faint);
  }
  .table {
    flex: 1;
    min-height: 0;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    scrollbar-width: thin;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: var(--size-s);
    font-variant-numeric: tabular-nums;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--surface-sunken);
    color: var(--text-muted);
    font-weight: 550;
  }
  th,
  td {
    padding: 7px 12px;
    border-bottom: 1px solid var(--line);
    text-align: end;
    white-space: nowrap;
  }
  th:first-child {
    text-align: start;
    font-weight: 450;
  }
`;
