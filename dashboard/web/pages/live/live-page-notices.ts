import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../../page/icons.ts";
import { liveText } from "./text.ts";

/** Says that what the map shows may no longer be true. */
export const staleBanner = (stale: boolean): TemplateResult | typeof nothing =>
  stale
    ? html`<div class="banner" role="alert">${icon("lost")} ${liveText().stale}</div>`
    : nothing;

/** Names the car that the camera follows; pressing it lets the car go. */
export const followChip = (
  plate: string | undefined,
  onPress: () => void,
): TemplateResult | typeof nothing =>
  plate === undefined
    ? nothing
    : html`<button class="button primary following" @click=${onPress}>
        ${icon("follow")} ${liveText().following(plate)}
      </button>`;
