import { css } from "lit";

/** Looks of a list box of any length: it scrolls by itself, and shows where the keyboard is. */
export const virtualListStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: 0;
  }
  lit-virtualizer {
    height: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  lit-virtualizer:focus-visible {
    outline: none;
  }
  lit-virtualizer:focus-visible:not([aria-activedescendant]) {
    box-shadow: inset 0 0 0 2px var(--focus);
  }
`;

/** Looks of its rows. */
export const virtualRowStyles = css`
  .row {
    width: 100%;
    border-left: 3px solid transparent;
    border-bottom: 1px solid var(--line);
    cursor: pointer;
  }
  .row.markable {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
  }
  .mark {
    display: grid;
    place-items: center;
    width: 44px;
    color: transparent;
  }
  .box {
    display: grid;
    place-items: center;
    width: 18px;
    height: 18px;
    border: 1.5px solid var(--text-faint);
    border-radius: 5px;
    font-size: 13px;
  }
  .row[aria-checked="true"] .box {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--text-on-accent);
  }
  .row:hover {
    background: var(--surface-hover);
  }
  .row[aria-selected="true"] {
    border-left-color: var(--accent);
    background: var(--surface-selected);
  }
  lit-virtualizer:focus-visible .row.active {
    box-shadow: inset 0 0 0 2px var(--focus);
  }
`;
