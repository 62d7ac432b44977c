import { css } from "lit";

/** Map and list side by side, what plays them below; on a phone one above the other. */
export const replayPageStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    background: var(--canvas);
  }
  .scroll {
    height: 100%;
    overflow: hidden auto;
  }
  replay-header {
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .stage {
    display: grid;
    grid-template: minmax(0, 1fr) 252px / minmax(0, 1fr) 340px;
    flex: 1;
    min-height: 0;
  }
  .map {
    container-type: size;
    position: relative;
    min-width: 0;
    background: var(--canvas);
    overflow: hidden;
  }
  map-controls {
    position: absolute;
    top: 12px;
    right: 12px;
    z-index: 3;
  }
  aside {
    min-height: 0;
    border-left: 1px solid var(--line);
    background: var(--surface);
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
  }
  aside h2 {
    margin: 0;
    padding: 14px 16px 4px;
    font-size: var(--size-m);
    font-weight: 600;
  }
  .deck {
    grid-column: 1 / -1;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    gap: 4px;
    min-width: 0;
    padding: 10px 20px 12px;
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 10px 24px;
    min-width: 0;
    min-height: 42px;
  }
  .notice {
    position: absolute;
    top: 50%;
    left: 50%;
    z-index: 4;
    width: min(360px, calc(100% - 32px));
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface);
    box-shadow: var(--shadow-l);
    translate: -50% -50%;
    box-sizing: border-box;
  }
  .notice.loading {
    display: grid;
    gap: 10px;
    padding: 18px 20px;
    color: var(--text-muted);
    font-size: var(--size-m);
    font-variant-numeric: tabular-nums;
  }
  progress {
    width: 100%;
    height: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--surface-sunken);
    appearance: none;
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  .cut {
    position: absolute;
    top: 12px;
    left: 12px;
    z-index: 3;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    max-width: calc(100% - 80px);
    padding: 5px 6px 5px 14px;
    border-radius: 10px;
    background: var(--surface);
    box-shadow: var(--shadow-m);
    font-size: var(--size-s);
  }
  .legend {
    position: absolute;
    bottom: 10px;
    left: 10px;
    z-index: 3;
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 5px 10px 6px;
    border: 1px solid var(--line);
    border-radius: 9px;
    background: var(--glass);
    color: var(--text-muted);
    font-size: var(--size-xs);
    line-height: 13px;
    font-variant-numeric: tabular-nums;
  }
  .legend .name {
    margin-right: 8px;
  }
  .legend .unit {
    align-self: flex-end;
  }
  .band {
    display: grid;
    gap: 3px;
    min-width: 30px;
  }
  .band::before {
    content: "";
    height: 5px;
    background: var(--color);
  }
  .band.unknown {
    margin-left: 6px;
  }
  side-drawer replay-list {
    padding-top: 14px;
  }
  @media (max-width: 760px) {
    .stage {
      grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    }
    aside {
      display: none;
    }
    map-controls {
      top: 10px;
      right: 10px;
    }
    .deck {
      grid-template-rows: auto 164px auto;
      padding: 4px 12px 10px;
      min-height: 346px;
      box-sizing: border-box;
    }
    .legend {
      top: 10px;
      bottom: auto;
      padding: 4px 8px 5px;
    }
    .cut {
      top: auto;
      bottom: 34px;
      max-width: calc(100% - 24px);
    }
    .legend .name {
      display: none;
    }
    .band {
      min-width: 22px;
    }
  }
`;
