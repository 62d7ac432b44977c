import { css } from "lit";

/** Fields of a rule below each other, in parts with a heading. */
export const ruleFormStyles = css`
  :host {
    display: block;
  }
  section {
    padding: 16px 20px;
    border-top: 1px solid var(--line);
  }
  section:first-of-type {
    border-top: 0;
  }
  h3 {
    margin: 0 0 4px;
    font-size: var(--size-m);
    font-weight: 600;
  }
  .lead {
    margin: 0 0 12px;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  .parts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 16px 14px;
    align-items: start;
    margin-top: 12px;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .part {
    min-width: 0;
  }
  .back {
    height: auto;
    min-height: 28px;
    margin: 4px 0 0 -8px;
    padding: 3px 8px;
    font-size: var(--size-s);
    line-height: 1.35;
    white-space: normal;
    text-align: start;
  }
  .hours {
    display: grid;
    gap: 10px;
    margin-top: 10px;
  }
  .ready {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .note {
    margin: 0;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  .fault {
    display: flex;
    gap: 6px;
    margin: 0;
    color: var(--danger);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  @media (pointer: coarse) {
    .back {
      min-height: 44px;
    }
  }
  @media (max-width: 520px) {
    .parts {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
