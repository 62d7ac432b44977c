import { css } from "lit";

/** Looks of the story of a period: signs as on the map, on a line. */
export const replayListStyles = css`
  :host {
    display: block;
    font-variant-numeric: tabular-nums;
  }
  .totals,
  .none {
    margin: 0;
    padding: 0 16px 8px;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 18px;
  }
  ol {
    padding-bottom: 12px;
  }
  button {
    grid-template-columns: minmax(38px, auto) 22px minmax(0, 1fr) auto;
    line-height: 20px;
  }
  button[aria-current="true"] {
    background: var(--surface-selected);
  }
  button:focus-visible {
    outline-offset: -2px;
  }
  .time {
    white-space: nowrap;
  }
  .sign {
    display: grid;
    place-items: center;
    width: 20px;
    height: 20px;
    margin: 0 1px;
    border-radius: 50%;
    background: var(--parked);
    color: var(--map-outline);
    font-size: var(--size-xs);
    font-weight: 650;
  }
  .sign.idling {
    background: var(--idling);
  }
  .sign.event {
    border-radius: 6px;
    background: var(--warn-soft);
    color: var(--warn);
  }
  .sign.event.told {
    background: var(--danger-soft);
    color: var(--danger);
  }
  .sign.route {
    width: 4px;
    height: calc(100% - 4px);
    min-height: 20px;
    margin: 2px 9px;
    border-radius: 2px;
    background: var(--track);
  }
  .words {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .route .what {
    font-weight: 550;
  }
  .stop .amount {
    color: var(--text-muted);
    font-weight: 450;
  }
  @media (pointer: coarse) {
    button {
      min-height: 44px;
    }
  }
`;
