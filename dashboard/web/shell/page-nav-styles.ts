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
  a,
  .more {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 8px 0 7px;
    border: 0;
    border-radius: 10px;
    background: none;
    color: var(--text-muted);
    font: inherit;
    text-decoration: none;
    cursor: pointer;
    transition:
      background var(--quick),
      color var(--quick);
  }
  a:hover,
  .more:hover {
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
    /* room for the badge, up to 99+ */
    padding-inline: 22px;
    font-size: 20px;
  }
  /* whole words in every language: the rail is as wide as the longest */
  .label {
    font-size: var(--size-xs);
    font-weight: 550;
    line-height: 13px;
    white-space: nowrap;
  }
  .badge {
    position: absolute;
    top: -6px;
    left: calc(50% + 2px);
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
  /* a low window scrolls to the last page; a bar never scrolls, and its list lies above everything */
  @media (min-width: 760.02px) {
    :host {
      overflow: hidden auto;
      scrollbar-width: thin;
    }
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
    a,
    .more {
      flex: 1 1 0;
      min-width: 48px;
      min-height: 48px;
      padding-inline: 2px;
      align-content: center;
    }
    a[aria-current="page"] {
      background: none;
    }
    .more[data-current] {
      color: var(--accent-text);
    }
    #further {
      position: fixed;
      inset: auto 8px calc(64px + env(safe-area-inset-bottom, 0px)) auto;
      margin: 0;
      min-width: 190px;
      padding: 6px;
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface-raised);
      box-shadow: var(--shadow-l);
    }
    #further a {
      grid-auto-flow: column;
      justify-content: start;
      align-items: center;
      gap: 4px;
      color: var(--text);
    }
    #further a[aria-current="page"] {
      background: var(--accent-soft);
      color: var(--accent-text);
    }
    #further .label {
      font-size: var(--size-m);
      line-height: 18px;
    }
  }
`;
