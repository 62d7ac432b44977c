import { css } from "lit";

/** A list of what happened when, each row a button: time, sign, words, amount. Columns are the list's. */
export const entryRowStyles = css`
  ol {
    margin: 0;
    padding: 0 8px;
    list-style: none;
  }
  button {
    position: relative;
    display: grid;
    gap: 0 10px;
    width: 100%;
    padding: 8px;
    border: 0;
    border-radius: var(--radius-m);
    background: none;
    text-align: left;
    font-size: var(--size-m);
    transition: background var(--quick);
  }
  button:hover {
    background: var(--surface-hover);
  }
  .time {
    color: var(--text-muted);
    font-size: var(--size-s);
    text-align: right;
  }
  .detail {
    display: block;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 17px;
  }
  .amount {
    font-weight: 550;
    white-space: nowrap;
  }
`;
