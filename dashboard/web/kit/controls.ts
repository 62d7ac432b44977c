import { css } from "lit";

/** Looks shared by every element: box model, icons, buttons, fields, focus. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  .icon {
    display: inline-flex;
    flex: none;
    width: 1em;
    height: 1em;
  }
  .icon svg {
    width: 100%;
    height: 100%;
    stroke-width: 1.75;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  /* a heading has the keyboard so that it is read out, and nothing can be done with it */
  :is(h1, h2)[tabindex="-1"]:focus-visible {
    outline: none;
  }
  button {
    margin: 0;
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 7px;
    height: 34px;
    padding: 0 13px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    box-shadow: var(--shadow-s);
    color: var(--text);
    font-size: var(--size-m);
    font-weight: 550;
    white-space: nowrap;
    transition:
      background var(--quick),
      border-color var(--quick);
  }
  a.button {
    text-decoration: none;
  }
  .button:hover {
    background: var(--surface-hover);
  }
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--text-on-accent);
  }
  .button.primary:hover {
    background: var(--accent-hover);
  }
  .button.danger {
    border-color: transparent;
    background: var(--danger-solid);
    color: var(--text-on-accent);
  }
  .button.danger:hover {
    background: var(--danger-solid-hover);
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    box-shadow: none;
    color: var(--accent-text);
  }
  .button.quiet:hover {
    background: var(--accent-soft);
  }
  .button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: 32px;
    height: 32px;
    padding: 0;
    border: 0;
    border-radius: var(--radius-m);
    background: transparent;
    color: var(--text-muted);
    font-size: 17px;
    transition:
      background var(--quick),
      color var(--quick);
  }
  .icon-button:hover {
    background: var(--surface-hover);
    color: var(--text);
  }
  .icon-button[aria-pressed="true"] {
    background: var(--accent-soft);
    color: var(--accent-text);
  }
  .field {
    width: 100%;
    height: 36px;
    padding: 0 11px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-size: var(--size-m);
    transition:
      border-color var(--quick),
      box-shadow var(--quick);
  }
  .field::placeholder {
    color: var(--text-faint);
    opacity: 1;
  }
  .field:hover {
    border-color: var(--text-faint);
  }
  .field:focus {
    outline: none;
    border-color: var(--focus);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--focus) 24%, transparent);
  }
  @media (pointer: coarse) {
    .button,
    .field {
      height: 44px;
      font-size: var(--size-l);
    }
    .icon-button {
      width: 44px;
      height: 44px;
    }
  }
`;
