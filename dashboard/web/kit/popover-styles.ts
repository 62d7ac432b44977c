import { css } from "lit";

/** Looks of lists and cards that lie over the page. */
export const popoverStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 5px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow-l);
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    max-width: calc(100vw - 16px);
  }
  .option {
    display: flex;
    align-items: center;
    gap: 10px;
    width: 100%;
    min-height: 32px;
    padding: 6px 10px;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    color: inherit;
    font-size: var(--size-m);
    line-height: 18px;
    text-align: left;
    cursor: pointer;
  }
  .option .icon {
    color: var(--text-muted);
    font-size: 16px;
  }
  .option:hover,
  .option:focus-visible,
  .option.active {
    background: var(--surface-hover);
    outline: none;
  }
  .option.active,
  .option:focus-visible {
    box-shadow: inset 0 0 0 2px var(--focus);
  }
  .option.danger,
  .option.danger .icon {
    color: var(--danger);
  }
  .option[aria-disabled="true"] {
    color: var(--text-faint);
    cursor: default;
  }
  .option .detail {
    margin-left: auto;
    padding-left: 16px;
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  @media (pointer: coarse) {
    .option {
      min-height: 44px;
    }
  }
`;
