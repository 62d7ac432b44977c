import { css } from "lit";

/** Looks of the two rows of counted chips: what cars do, and below it how they are heard. */
export const statusChipsStyles = css`
  :host {
    display: grid;
    gap: 6px;
  }
  .statuses,
  .connections {
    display: flex;
    gap: 6px;
    min-width: 0;
  }
  button {
    display: flex;
    flex: 1 1 0;
    flex-direction: column;
    align-items: flex-start;
    gap: 3px;
    min-width: 0;
    padding: 8px 9px 7px;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--surface);
    transition:
      background var(--quick),
      border-color var(--quick);
  }
  button:hover {
    background: var(--surface-hover);
  }
  button[aria-pressed="true"] {
    border-color: var(--accent);
    background: var(--surface-selected);
  }
  .count {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: var(--size-l);
    font-weight: 600;
    line-height: 18px;
    font-variant-numeric: tabular-nums;
  }
  .count.none {
    color: var(--text-faint);
  }
  status-glyph {
    width: 13px;
    height: 13px;
  }
  .name {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--text-muted);
    font-size: var(--size-xs);
    line-height: 14px;
    white-space: nowrap;
  }
  .connections button {
    flex: 1 1 auto;
    flex-direction: row;
    align-items: center;
    gap: 5px;
    padding: 5px 8px;
  }
  .connections .count {
    flex: none;
    gap: 5px;
    font-size: var(--size-s);
    line-height: 16px;
  }
  .connections status-glyph {
    width: 11px;
    height: 11px;
  }
  @media (pointer: coarse) {
    .connections button {
      min-height: 44px;
    }
  }
`;
