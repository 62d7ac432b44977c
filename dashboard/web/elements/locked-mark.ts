import { css, html, nothing, type TemplateResult } from "lit";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { fleetText } from "../fleet/text.ts";
import { icon } from "../page/icons.ts";

/** Looks of `lockedMark`: as large as the text it stands in. */
export const lockedMarkStyles = css`
  .locked-mark {
    margin-inline-end: 4px;
    color: var(--danger);
  }
  .locked-mark svg {
    width: 1em;
    height: 1em;
    vertical-align: -0.1em;
    stroke-width: 2.4;
  }
`;

/** A lock before the plate of a car whose engine is kept from starting; nothing for others. */
export const lockedMark = ({
  immobilised = false,
}: Pick<VehicleSummary, "immobilised">): TemplateResult | typeof nothing => {
  if (!immobilised) return nothing;
  const words = fleetText().immobilised;
  return html`<span class="locked-mark" role="img" aria-label=${words} title=${words}
    >${icon("locked")}</span
  >`;
};
