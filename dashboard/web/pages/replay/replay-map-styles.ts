import { css } from "lit";

/** Looks of the car on the map of a recording. */
export const replayMapStyles = css`
  .car {
    position: absolute;
    top: -19px;
    left: -19px;
    z-index: 2;
    display: grid;
    place-items: center;
    width: 38px;
    height: 38px;
    border: 2px solid var(--driving);
    border-radius: 50%;
    background: var(--surface-raised);
    box-shadow: var(--shadow-m);
    box-sizing: border-box;
    pointer-events: none;
    will-change: transform;
  }
  .car[hidden] {
    display: none;
  }
  .car.idling {
    border-color: var(--idling);
  }
  .car.parked {
    border-color: var(--parked);
  }
  .car.silent {
    border: 2px dashed var(--offline);
  }
  @media (max-width: 760px) {
    /* the legend stands where it would */
    .maplibregl-ctrl-bottom-right .maplibregl-ctrl-scale {
      display: none;
    }
  }
  status-glyph {
    width: 22px;
    height: 22px;
  }
`;
