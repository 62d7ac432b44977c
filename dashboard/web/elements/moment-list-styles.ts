import { css } from "lit";

/** Rows that each lead to a moment in the replay: what it was, when, and its figures below. */
export const momentListStyles = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li + li {
    border-top: 1px solid var(--line);
  }
  a {
    display: grid;
    align-items: center;
    gap: 3px 10px;
    min-height: 44px;
    padding: 9px 4px;
    border-radius: var(--radius-s);
    color: var(--text);
    font-size: var(--size-m);
    text-decoration: none;
  }
  a:hover {
    background: var(--surface-hover);
  }
  .moment {
    color: var(--text-muted);
    font-size: var(--size-s);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .moment .icon {
    color: var(--text-faint);
    font-size: 13px;
    vertical-align: -2px;
  }
  .detail {
    grid-column: 1 / -1;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.45;
    overflow-wrap: anywhere;
  }
`;
