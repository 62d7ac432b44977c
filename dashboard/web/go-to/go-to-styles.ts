import { css } from "lit";

/** A field with what it finds below it, high on the page so that the list has room to grow. */
export const goToStyles = css`
  dialog {
    width: min(560px, calc(100vw - 24px));
    max-height: min(560px, calc(100dvh - 24px));
    margin: min(12vh, 120px) auto auto;
  }
  .box {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 0 16px;
    border-bottom: 1px solid var(--line);
  }
  .box > .icon {
    flex: none;
    color: var(--text-muted);
    font-size: 18px;
  }
  input {
    flex: 1;
    min-width: 0;
    height: 52px;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--size-l);
  }
  /* the ring around the chosen place tells where the keyboard is */
  input:focus-visible {
    outline: none;
  }
  .list {
    flex: 1;
    min-height: 0;
    padding: 6px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  h3 {
    margin: 8px 10px 4px;
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 600;
  }
  .option .icon {
    flex: none;
  }
  .option span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .option .label {
    flex: none;
    max-width: 70%;
  }
  .none {
    margin: 0;
    padding: 18px 10px;
    color: var(--text-muted);
    font-size: var(--size-m);
  }
  footer {
    display: flex;
    gap: 16px;
    padding: 9px 16px;
    border-top: 1px solid var(--line);
    background: var(--surface-sunken);
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  @media (max-width: 480px) {
    dialog {
      margin-top: 12px;
    }
  }
  @media (pointer: coarse) {
    footer {
      display: none;
    }
  }
`;
