import { css } from "lit";

/** Looks of one entry of the log, and of what it changed below it. */
export const auditRowStyles = css`
  :host {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr);
    gap: 0 12px;
    padding: 12px 18px;
    font-size: var(--size-m);
    line-height: 1.5;
  }
  :host([altered]) {
    background: var(--danger-soft);
  }
  :host([found]) {
    box-shadow: inset 3px 0 0 var(--accent);
  }
  time,
  .number,
  .from,
  .inline,
  dd,
  td {
    font-variant-numeric: tabular-nums;
  }
  .number,
  .from,
  .name {
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  .number {
    display: block;
  }
  p,
  dl,
  dd {
    margin: 0;
  }
  .what {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .what b {
    font-weight: 600;
  }
  a {
    color: var(--accent-text);
    text-underline-offset: 3px;
  }
  .inline {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 6px;
  }
  .inline > span,
  .inline > s {
    min-width: 0;
  }
  .inline .icon {
    color: var(--text-faint);
    font-size: 12px;
  }
  s {
    color: var(--text-muted);
  }
  .fault {
    display: flex;
    align-items: center;
    gap: 7px;
    color: var(--danger);
    font-weight: 600;
  }
  summary {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 26px;
    padding: 0 8px 0 0;
    border-radius: var(--radius-s);
    color: var(--accent-text);
    font-size: var(--size-s);
    font-weight: 550;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary .icon {
    transition: rotate var(--quick);
  }
  details[open] summary .icon {
    rotate: 90deg;
  }
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    margin: 4px 0 6px;
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--surface-sunken);
    font-size: var(--size-s);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  th,
  td {
    padding: 4px 10px 4px 0;
    text-align: start;
    vertical-align: top;
  }
  th {
    color: var(--text-muted);
    font-weight: 550;
  }
  th:first-child {
    width: 32%;
  }
  tbody tr {
    border-top: 1px solid var(--line);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 3px 12px;
  }
  dt {
    color: var(--text-muted);
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 18px;
  }
  .links a {
    display: inline-flex;
    align-items: center;
    font-weight: 550;
  }
  @media (pointer: coarse) {
    summary,
    .links a {
      min-height: 44px;
    }
  }
  @media (max-width: 760px) {
    :host {
      grid-template-columns: 46px minmax(0, 1fr);
      gap: 0 10px;
      padding: 12px 14px;
    }
  }
`;
