import { css } from "lit";

/** Looks of the page of a shared link: a bar, the map, and a card over it, or on a phone below it. */
export const sharedPageStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    background: var(--canvas);
  }
  header {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 52px;
    padding: 0 12px 0 16px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  connection-pill {
    margin-left: 8px;
  }
  language-select {
    margin-left: auto;
  }
  main {
    position: relative;
    display: grid;
    min-height: 0;
  }
  .map {
    position: relative;
    min-height: 0;
    overflow: hidden;
  }
  .map-failed {
    position: absolute;
    inset: 0 0 0 372px;
    align-content: center;
  }
  map-controls {
    position: absolute;
    top: 12px;
    right: 12px;
  }
  .banner {
    position: absolute;
    top: 12px;
    right: 66px;
    left: 384px;
    width: fit-content;
    margin: 0 auto;
    padding: 8px 12px;
    border-radius: var(--radius-m);
    background: var(--danger-soft);
    color: var(--danger);
    font-size: var(--size-m);
    font-weight: 550;
  }
  .card {
    position: absolute;
    top: 12px;
    left: 12px;
    width: 348px;
    max-height: calc(100% - 24px);
    overflow: hidden auto;
    scrollbar-width: thin;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface);
    box-shadow: var(--shadow-m);
  }
  .ends {
    margin: 0;
    padding: 11px 18px 13px;
    border-top: 1px solid var(--line);
    background: var(--surface-sunken);
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.5;
  }
  @media (max-width: 760px) {
    main {
      grid-template-rows: minmax(0, 1fr) auto;
    }
    .card {
      position: static;
      width: auto;
      max-height: 52dvh;
      border-width: 1px 0 0;
      border-radius: 14px 14px 0 0;
      padding-bottom: env(safe-area-inset-bottom, 0px);
    }
    .map-failed {
      inset: 0;
    }
    .banner {
      left: 12px;
    }
  }
`;
