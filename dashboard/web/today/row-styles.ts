import { css } from "lit";

/** A thing that may need its owner: what, a few lines about it, and what can be done at once. */
export const rowStyles = css`
  :host {
    display: block;
    min-width: 0;
    padding: 14px 16px;
    font-size: var(--size-m);
    line-height: 1.5;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    min-width: 0;
  }
  .plate {
    min-width: 0;
    color: inherit;
    font-size: var(--size-l);
    font-weight: 650;
    letter-spacing: 0.01em;
    text-decoration: none;
  }
  .plate:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .plate,
  .about,
  .doing {
    overflow-wrap: anywhere;
  }
  /* A name of 500 characters must not push away what can be done. */
  .clamp {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .about {
    color: var(--text-muted);
  }
  .doing {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 8px;
    margin-top: 4px;
  }
  .doing status-glyph,
  .doing .icon {
    margin-top: 2px;
    font-size: 16px;
  }
  .warn {
    color: var(--warn);
    font-weight: 550;
  }
  .accent {
    color: var(--accent-text);
    font-weight: 550;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 10px;
  }
`;
