import { css } from "lit";

/** Looks of the rail, and below 760 px of the bar that takes its place. */
export const pageNavStyles = css`
  :host {
    display: block;
    background: var(--surface);
    border-right: 1px solid var(--line);
  }
  nav {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 10px 6px;
  }
  a {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 8px 2px 7px;
    border-radius: 10px;
    color: var(--text-muted);
    text-decoration: none;
    transition:
      background var(--quick),
      color var(--quick);
  }
  a:hover {
    background: var(--surface-hover);
    color: var(--text);
  }
  a[aria-current="page"] {
    background: var(--accent-soft);
    color: var(--accent-text);
  }
  .mark {
    position: relative;
    display: inline-flex;
    /* room for the badge */
    padding-inline: 18px;
    font-size: 20px;
  }
  .label {
    max-width: 100%;
    overflow: hidden;
    font-size: var(--size-xs);
    font-weight: 550;
    line-height: 13px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .badge {
    position: absolute;
    top: -6px;
    left: 30px;
    min-width: 17px;
    height: 17px;
    padding: 0 4px;
    border: 2px solid var(--surface);
    border-radius: 10px;
    background: var(--danger-solid);
    color: var(--text-on-accent);
    font-size: 0.625rem;
    font-weight: 700;
    line-height: 13px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 760px) {
    :host {
      border-right: 0;
      border-top: 1px solid var(--line);
      padding-bottom: env(safe-area-inset-bottom, 0);
    }
    nav {
      flex-direction: row;
      gap: 0;
      padding: 4px 6px;
    }
    a {
      flex: 1 1 0;
      min-width: 0;
      min-height: 48px;
      align-content: center;
    }
    a[aria-current="page"] {
      background: none;
    }
  }
`;
