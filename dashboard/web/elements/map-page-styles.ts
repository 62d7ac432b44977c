import { css } from "lit";

/** Layout of a page that is a map: cards float over it; on a phone, one sheet does. */
export const mapPageStyles = css`
  :host {
    position: absolute;
    inset: 0;
  }
  .stage {
    position: absolute;
    inset: 0;
    overflow: hidden;
    background: var(--canvas);
  }
  .card {
    position: absolute;
    top: 12px;
    z-index: 2;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface);
    box-shadow: var(--shadow-m);
    overflow: hidden;
  }
  .browser {
    left: 12px;
    bottom: 12px;
    width: 340px;
  }
  .panel {
    right: 12px;
    max-height: calc(100% - 24px);
    height: calc(100% - 24px);
    width: 372px;
    animation: arrive var(--calm);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 16px 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .panel {
      animation: none;
    }
  }
  map-controls {
    position: absolute;
    right: calc(var(--inset-right) + 12px);
    top: 12px;
    z-index: 2;
  }
  .banner {
    position: absolute;
    top: 12px;
    left: calc(50% + var(--shift));
    z-index: 3;
    display: flex;
    align-items: center;
    gap: 9px;
    box-sizing: border-box;
    translate: -50% 0;
    width: max-content;
    max-width: calc(100% - 2 * max(var(--shift), -1 * var(--shift)) - 144px);
    padding: 8px 14px;
    border-radius: 10px;
    background: var(--text);
    color: var(--surface);
    box-shadow: var(--shadow-l);
    font-size: var(--size-m);
    line-height: 1.4;
  }
  .following {
    position: absolute;
    left: calc(50% + var(--shift));
    bottom: calc(var(--inset-bottom) + 42px);
    z-index: 2;
    translate: -50% 0;
    border-radius: 17px;
    box-shadow: var(--shadow-m);
  }
  .empty {
    position: absolute;
    left: calc(50% + var(--shift));
    top: 45%;
    z-index: 2;
    translate: -50% -50%;
    /* between what floats over the map's sides, and clear of its buttons */
    width: min(360px, 100% - 2 * max(var(--shift), -1 * var(--shift)) - 120px);
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface);
    box-shadow: var(--shadow-l);
  }
  .sheet-panel {
    height: 100%;
  }
  @media (max-width: 760px) {
    map-controls {
      right: 10px;
      top: 10px;
    }
    .banner {
      left: 10px;
      right: 66px;
      width: auto;
      max-width: none;
      translate: none;
    }
  }
`;
