import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../page/icons.ts";

/** Says that what the map shows may no longer be true. */
export const staleBanner = (stale: boolean): TemplateResult | typeof nothing =>
  stale
    ? html`<div class="banner" role="alert">
        ${icon("lost")} No live data. The map shows the last known places.
      </div>`
    : nothing;

/** Names the car that the camera follows; pressing it lets the car go. */
export const followChip = (
  plate: string | undefined,
  onPress: () => void,
): TemplateResult | typeof nothing =>
  plate === undefined
    ? nothing
    : html`<button class="button primary following" @click=${onPress}>
        ${icon("follow")} Following ${plate}
      </button>`;

/** Stands where the map would be, and offers to try again. */
export const mapFailure = (onRetry: () => void): TemplateResult =>
  html`<state-message
    bad
    class="empty"
    icon="warning"
    heading="The map cannot be drawn"
    action="Try again"
    @act=${onRetry}
  >
    Its streets could not be loaded, or this browser offers no WebGL 2. The list shows the same
    cars.
  </state-message>`;
