import { css } from "lit";

/** Looks of the day's line: drives and stands along it, events as signs upon it. */
export const dayTimelineStyles = css`
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 32px;
    align-items: start;
  }
  button {
    grid-template-columns: 44px 19px minmax(0, 1fr) auto;
    padding: 9px 4px 10px 8px;
    line-height: 18px;
  }
  button.highlighted {
    background: var(--surface-hover);
  }
  button[aria-pressed="true"] {
    background: var(--surface-selected);
  }
  .icon-button {
    margin-top: 3px;
    font-size: 15px;
  }
  .time {
    font-variant-numeric: tabular-nums;
  }
  .rail {
    position: relative;
  }
  .rail::before {
    content: "";
    position: absolute;
    left: 8.5px;
    top: 8px;
    bottom: -29px;
    width: 2px;
    background: var(--line-strong);
  }
  .route .rail::before {
    background: var(--track);
  }
  .gap .rail::before {
    background: none;
    border-left: 2px dashed var(--line-strong);
  }
  .last .rail::before {
    bottom: -2px;
  }
  .rail::after {
    content: "";
    position: absolute;
    left: 4px;
    top: 3px;
    width: 11px;
    height: 11px;
    border: 2.5px solid var(--track);
    border-radius: 50%;
    background: var(--surface);
  }
  .parked .rail::after {
    border: 0;
    border-radius: 3px;
    background: var(--parked);
  }
  .idling .rail::after {
    border-color: var(--idling);
  }
  .event .rail::after {
    display: none;
  }
  .route.running .rail::after {
    background: var(--track);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--track) 25%, transparent);
  }
  .sign {
    position: absolute;
    left: -1px;
    top: -2px;
    z-index: 1;
    display: grid;
    place-items: center;
    width: 21px;
    height: 21px;
    border-radius: 50%;
    background: var(--accent-soft);
    box-shadow: 0 0 0 2px var(--surface);
    color: var(--accent-text);
    font-size: 12px;
  }
  .sign.critical {
    background: var(--danger-soft);
    color: var(--danger);
  }
  .sign.warning {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .to-come .time,
  .to-come .what {
    font-style: italic;
  }
  .words {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .what {
    font-weight: 550;
  }
  .amount {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .parked .what,
  .idling .what,
  .parked .amount,
  .idling .amount {
    font-weight: 450;
    color: var(--text-muted);
  }
  @media (pointer: coarse) {
    li {
      grid-template-columns: minmax(0, 1fr) 44px;
    }
    button {
      min-height: 44px;
    }
    .icon-button {
      margin-top: 0;
    }
  }
`;
