import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { WhatIfChange, WhatIfDetection } from "../../../../contracts/what-if.ts";
import { evidenceFigures } from "../../alerts/alert-evidence.ts";
import { alertText } from "../../alerts/text.ts";
import { momentListStyles } from "../../elements/moment-list-styles.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { clockText, momentText } from "../../i18n/dates.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/tone-tag.ts";
import type { Tone } from "../../kit/tone-tag.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { momentReplayHref } from "../../replay/replay-address.ts";
import { rulesText } from "../../rules/text.ts";
import { type CarChange, shownOf } from "../../rules/what-if/what-if-outcome.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";

/** Changes that are drawn at once. */
const SHOWN_AT_ONCE = 30;
/** Degrees to about a metre. */
const PLACE_DECIMALS = 5;

const CHANGE_TONES: Readonly<Record<WhatIfChange["change"], Tone>> = {
  appears: "accent",
  disappears: "neutral",
  differs: "warn",
};

/** What would come, go or be otherwise, latest first, each leading to its moment in the replay. */
@customElement("what-if-changes")
export class WhatIfChanges extends LitElement {
  static override styles = [
    controls,
    momentListStyles,
    css`
      a {
        grid-template-columns: auto minmax(0, 1fr) auto;
      }
    `,
  ];

  @property({ attribute: false }) changes: readonly CarChange[] = [];
  @property({ attribute: false }) fleet!: Fleet;
  @property({ attribute: false }) branches: Branches = NO_BRANCHES;
  @state() private shown = SHOWN_AT_ONCE;

  #told({ alert }: WhatIfDetection): string {
    return alert === null ? rulesText().noAlert : alertText().severities[alert];
  }

  #figures({ evidence }: WhatIfDetection, zone: string): string[] {
    const moment = (ms: number): string => clockText(ms, zone);
    return evidenceFigures(evidence, moment).map(({ name, figure }) => `${name} ${figure}`);
  }

  /** Figures of what would come or go; of what would be otherwise only those that differ. */
  #details(change: WhatIfChange, zone: string): string[] {
    const shown = shownOf(change);
    if (change.change !== "differs") return [this.#told(shown), ...this.#figures(shown, zone)];
    const t = rulesText();
    const { before, after } = change;
    const former = new Set(this.#figures(before, zone));
    const otherwise = this.#figures(after, zone).filter((figure) => !former.has(figure));
    const told = t.becomes(this.#told(before), this.#told(after));
    const [from, to] = [before, after].map(({ startTime }) =>
      clockText(Date.parse(startTime), zone),
    );
    const began = t.becomes(from ?? "", to ?? "");
    return [
      ...(before.alert === after.alert ? [] : [told]),
      ...(before.startTime === after.startTime ? [] : [began]),
      ...otherwise,
    ];
  }

  #place({ lat, lon }: WhatIfDetection): string[] {
    if (lat === null || lon === null) return [];
    return [[lat, lon].map((degrees) => degrees.toFixed(PLACE_DECIMALS)).join(", ")];
  }

  #change({ vehicleId, change }: CarChange) {
    const t = rulesText();
    const shown = shownOf(change);
    const car = this.fleet.vehicles.get(vehicleId);
    const zone = this.branches.zoneOf(car?.branchId ?? null);
    const ms = Date.parse(shown.startTime);
    const details = [
      car?.licensePlate ?? "",
      ...this.#details(change, zone),
      ...this.#place(shown),
    ].filter(Boolean);
    return html`<li>
      <a href=${momentReplayHref(vehicleId, ms, zone)}>
        <tone-tag tone=${CHANGE_TONES[change.change]}>${t.changeKinds[change.change]}</tone-tag>
        <span>${alertText().types[shown.type]}</span>
        <span class="moment">${momentText(ms, serverNowMs(), zone)} ${icon("replay")}</span>
        <span class="detail">${details.join(" · ")}</span>
      </a>
    </li>`;
  }

  protected override render() {
    const { changes, shown } = this;
    return html`<ul aria-label=${rulesText().changes}>
        ${changes.slice(0, shown).map((change) => this.#change(change))}
      </ul>
      ${
        changes.length > shown
          ? html`<button class="button" @click=${() => (this.shown += SHOWN_AT_ONCE)}>
              ${rulesText().more}
            </button>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "what-if-changes": WhatIfChanges;
  }
}
