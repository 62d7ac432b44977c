import { css } from "lit";

/** Looks of a form of the set-up: fields below each other, its button at the end. */
export const formStyles = css`
  :host {
    display: block;
  }
  h2 {
    margin: 0;
    overflow-wrap: anywhere;
    font-size: 1.0625rem;
    font-weight: 650;
    line-height: 1.35;
    letter-spacing: -0.01em;
  }
  .lead {
    margin: 4px 0 0;
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 1.5;
    text-wrap: pretty;
  }
  form {
    display: grid;
    gap: 16px;
    margin: 18px 0 0;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
    gap: 16px;
  }
  .problem {
    display: flex;
    gap: 8px;
    margin: 0;
    padding: 10px 12px;
    border-radius: var(--radius-m);
    background: var(--danger-soft);
    color: var(--danger);
    font-size: var(--size-m);
    line-height: 1.4;
  }
  .problem:not(:has(*)) {
    display: none;
  }
  .problem .icon {
    margin-top: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding-top: 4px;
  }
`;
