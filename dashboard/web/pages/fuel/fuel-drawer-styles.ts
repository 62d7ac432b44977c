import { css } from "lit";

/** What stands in the drawers of a refuel and of a record. */
export const fuelDrawerStyles = css`
  section {
    padding: 16px 20px;
    border-top: 1px solid var(--line);
  }
  section:first-of-type {
    border-top: 0;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    min-height: 24px;
  }
  h3 {
    margin: 0 0 8px;
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 6px 18px;
    margin: 0;
    font-size: var(--size-m);
    line-height: 1.4;
  }
  dt {
    color: var(--text-muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 14px;
  }
  .note {
    margin: 0 0 12px;
    padding: 9px 12px;
    border-radius: var(--radius-m);
    background: var(--surface-sunken);
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 1.45;
    overflow-wrap: anywhere;
  }
  .note.doubt {
    background: var(--warn-soft);
    color: var(--warn);
  }
`;
