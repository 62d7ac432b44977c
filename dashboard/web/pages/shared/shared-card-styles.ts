import { css } from "lit";

/** Looks of the card that says what a shared link shows. */
export const sharedCardStyles = css`
  :host {
    display: block;
    font-size: var(--size-m);
    line-height: 1.45;
  }
  .head {
    padding: 16px 18px 14px;
  }
  h1 {
    margin: 0;
    overflow-wrap: anywhere;
    font-size: 1.1875rem;
    font-weight: 650;
    line-height: 26px;
    letter-spacing: -0.01em;
  }
  .lead {
    margin: 0;
    color: var(--text-muted);
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-top: 10px;
  }
  .status b {
    font-weight: 600;
  }
  .heard {
    margin-left: auto;
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  .notice {
    display: flex;
    gap: 8px;
    margin: 0 14px 12px;
    padding: 9px 11px;
    border-radius: var(--radius-m);
    background: var(--warn-soft);
    color: var(--warn);
    font-size: var(--size-s);
  }
  .notice .icon {
    margin-top: 2px;
    font-size: 14px;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 10px 12px;
    margin: 0;
    padding: 12px 18px;
    border-top: 1px solid var(--line);
  }
  dt {
    color: var(--text-muted);
    font-size: var(--size-xs);
  }
  dd {
    margin: 2px 0 0;
    font-size: var(--size-l);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  dd.old {
    color: var(--text-muted);
    font-weight: 450;
  }
  h2 {
    margin: 0 0 4px;
    font-size: var(--size-m);
    font-weight: 600;
  }
  .stops {
    padding: 12px 18px;
    border-top: 1px solid var(--line);
    color: var(--text-muted);
  }
  .stops p,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    padding: 3px 0;
    font-variant-numeric: tabular-nums;
  }
`;
