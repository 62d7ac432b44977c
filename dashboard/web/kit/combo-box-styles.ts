import { css } from "lit";

/** Looks of the field and of what the list says when it is empty. */
export const comboBoxStyles = css`
  .box {
    position: relative;
  }
  .field {
    padding-right: 34px;
    text-overflow: ellipsis;
  }
  .box > .icon {
    position: absolute;
    inset: 0 11px 0 auto;
    margin: auto 0;
    color: var(--text-muted);
    font-size: 15px;
    pointer-events: none;
  }
  .said {
    margin: 0;
    padding: 8px 10px;
    color: var(--text-muted);
    font-size: var(--size-m);
  }
  .option[aria-selected="true"] span:first-child {
    font-weight: 600;
  }
`;
