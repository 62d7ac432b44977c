import { css } from "lit";

/** Looks of the buttons on a map: of class `buttons` what holds one or several of them. */
export const mapButtonStyles = css`
  .buttons {
    display: grid;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
    box-shadow: var(--shadow-m);
    overflow: hidden;
  }
  .icon-button {
    width: 36px;
    height: 36px;
    border-radius: 0;
  }
  .icon-button:focus-visible {
    outline-offset: -2px;
  }
  .icon-button + .icon-button {
    border-top: 1px solid var(--line);
  }
  @media (pointer: coarse) {
    .icon-button {
      width: 44px;
      height: 44px;
    }
  }
`;
