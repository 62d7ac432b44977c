import { css } from "lit";

/** What stands over the map of fences besides the cards of every such page. */
export const geofencesPageStyles = css`
  draw-tools {
    position: absolute;
    top: 12px;
    left: calc(50% + var(--shift));
    z-index: 2;
    width: max-content;
    max-width: min(560px, calc(100% - var(--inset-left, 0px) - var(--inset-right, 0px) - 124px));
    translate: -50% 0;
  }
  @media (max-width: 760px) {
    draw-tools {
      top: 10px;
      right: 66px;
      left: 10px;
      width: auto;
      max-width: none;
      translate: none;
    }
  }
`;
