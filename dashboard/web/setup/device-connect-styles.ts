import { css } from "lit";

/** Looks of what connects a device: what to scan beside what to type, one below the other on a phone. */
export const deviceConnectStyles = css`
  :host {
    display: grid;
    gap: 18px;
    container-type: inline-size;
  }
  h2,
  h3 {
    margin: 0;
    overflow-wrap: anywhere;
    font-weight: 650;
    line-height: 1.35;
    letter-spacing: -0.01em;
    outline: none;
  }
  h2 {
    font-size: 1.0625rem;
  }
  h3 {
    font-size: var(--size-l);
  }
  .lead {
    margin: 4px 0 0;
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .ways {
    display: grid;
    gap: 24px;
  }
  .scan qr-code {
    width: min(248px, 100%);
    margin: 14px auto 10px;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius-m) + 1px);
  }
  .scan .button {
    display: flex;
    width: fit-content;
    margin: 0 auto;
    white-space: normal;
  }
  @container (min-width: 620px) {
    .ways.two {
      grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
    }
  }
  .settings {
    display: grid;
    gap: 10px;
    margin-top: 12px;
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 10px;
  }
  .note {
    display: flex;
    gap: 8px;
    margin: 0;
    padding: 9px 12px;
    border-radius: var(--radius-m);
    background: var(--warn-soft);
    color: var(--warn);
    font-size: var(--size-s);
    font-weight: 500;
    line-height: 1.45;
  }
  .note.calm {
    background: var(--accent-soft);
    color: var(--accent-text);
  }
  .note .icon {
    margin-top: 1px;
    font-size: 15px;
  }
  .renew {
    display: grid;
    justify-items: start;
    gap: 8px;
  }
  .renew .button {
    white-space: normal;
  }
`;
