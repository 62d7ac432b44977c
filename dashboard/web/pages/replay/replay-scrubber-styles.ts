import { css } from "lit";

/** The chart with a lane below it, and the playhead across both. */
export const replayScrubberStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .frame {
    position: relative;
    height: 100%;
    padding-bottom: 18px;
    box-sizing: border-box;
    cursor: pointer;
    /* a finger that goes sideways drags the playhead, and still scrolls the page up and down */
    touch-action: pan-y;
    user-select: none;
  }
  time-chart {
    height: 100%;
  }
  .track {
    position: absolute;
    top: 32px;
    bottom: 0;
    pointer-events: none;
  }
  .lane {
    position: absolute;
    inset: auto 22px 2px;
    height: 12px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--driving) 26%, var(--surface));
    pointer-events: auto;
  }
  .lane i {
    position: absolute;
    top: 0;
    bottom: 0;
  }
  .stop {
    min-width: 3px;
    border-radius: 2px;
    background: var(--parked);
  }
  .stop.idling {
    background: var(--idling);
  }
  .silent {
    background: repeating-linear-gradient(
      -45deg,
      var(--offline) 0 2px,
      var(--surface-sunken) 2px 6px
    );
  }
  .event {
    position: absolute;
    bottom: 5px;
    z-index: 1;
    pointer-events: auto;
    width: 12px;
    height: 12px;
    margin-left: -6px;
    border: 2px solid var(--surface);
    border-radius: 3px;
    background: var(--warn);
    rotate: 45deg;
    box-sizing: border-box;
  }
  .event.told {
    background: var(--danger);
  }
  /* As wide as what one can get hold of, with the line in its middle. */
  .playhead {
    position: absolute;
    top: -8px;
    bottom: -3px;
    z-index: 2;
    width: 20px;
    margin-left: -10px;
    outline: none;
    cursor: grab;
    pointer-events: auto;
  }
  .playhead::before {
    content: "";
    position: absolute;
    inset: 6px 0 0;
    width: 2px;
    margin: 0 auto;
    border-radius: 1px;
    background: var(--text);
  }
  .playhead::after {
    content: "";
    position: absolute;
    inset: 0 0 auto;
    width: 14px;
    height: 14px;
    margin: 0 auto;
    border: 3px solid var(--surface);
    border-radius: 50%;
    background: var(--text);
    box-shadow: var(--shadow-m);
    box-sizing: border-box;
  }
  .playhead:focus-visible::after {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
    background: var(--focus);
  }
  @media (pointer: coarse) {
    .playhead {
      width: 44px;
      margin-left: -22px;
    }
    .playhead::after {
      width: 20px;
      height: 20px;
    }
  }
`;
