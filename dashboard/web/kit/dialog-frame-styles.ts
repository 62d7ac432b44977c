import { css } from "lit";

/** What every dialog that stands before the page looks like; how large it is and where is its own. */
export const dialogFrameStyles = css`
  dialog {
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow-l);
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: var(--scrim);
  }
`;
