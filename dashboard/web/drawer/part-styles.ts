import { css } from "lit";

/** Looks that the parts of the drawer share: facts in two columns, sections with a heading, notes. */
export const partStyles = css`
  :host {
    display: block;
    font-size: var(--size-m);
    line-height: 19px;
  }
  section {
    padding: 12px 16px;
    border-bottom: 1px solid var(--line);
  }
  section:last-of-type {
    border-bottom: 0;
  }
  h3 {
    margin: 0 0 6px;
    font-size: var(--size-m);
    font-weight: 600;
    line-height: 20px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 10px;
    margin-bottom: 6px;
  }
  .head h3 {
    margin: 0;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 9px 12px;
    margin: 0;
  }
  dt {
    color: var(--text-muted);
    font-size: var(--size-xs);
    line-height: 15px;
  }
  dd {
    margin: 1px 0 0;
    overflow-wrap: anywhere;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .muted,
  .none {
    margin: 0;
    color: var(--text-muted);
    font-size: var(--size-s);
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 10px;
  }
  a {
    color: var(--accent-text);
  }
  a.button {
    color: var(--text);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .problem {
    margin: 8px 0 0;
    color: var(--danger);
    font-size: var(--size-s);
  }
  stale-note {
    margin: 8px 12px;
  }
`;
