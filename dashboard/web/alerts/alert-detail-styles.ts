import { css } from "lit";

/** Looks of an alert explained: its story, its figures and how it went. */
export const alertDetailStyles = css`
  :host {
    display: block;
    padding: 16px 20px 24px;
    font-size: var(--size-m);
    line-height: 1.5;
  }
  h3 {
    margin: 22px 0 6px;
    font-size: var(--size-s);
    font-weight: 650;
    color: var(--text-muted);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 5px 18px;
    margin: 0;
  }
  dt {
    color: var(--text-muted);
  }
  dd {
    margin: 0;
    text-align: right;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 12px;
    padding: 7px 0;
    border-bottom: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  .time,
  .note {
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  .note {
    grid-column: 1 / -1;
    white-space: pre-wrap;
  }
  .story {
    margin: 0 0 14px;
    overflow-wrap: anywhere;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 18px;
  }
`;
