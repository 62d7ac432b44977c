import { consume } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { serverNowMs } from "../page/clock.ts";
import { fleetText } from "../fleet/text.ts";
import { hereZone, zonedMomentText } from "../i18n/dates.ts";
import { ageText, agoText } from "../i18n/figures.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { zoneContext } from "../shell/contexts.ts";

type Age = {
  /** ISO 8601; null when it never happened. */
  readonly since: string | null;
  readonly never: string;
  /** Writes `12 s ago` instead of `12 s`. */
  readonly ago: boolean;
  /** IANA name, of the clocks that the moment behind it is told by. */
  readonly zone: string;
};

/** How long ago something was, for an element that is redrawn every second itself. */
export const ageTime = ({ since, never, ago, zone }: Age) => {
  if (since === null) return html`${never}`;
  const sinceMs = Date.parse(since);
  const nowMs = serverNowMs();
  const age = ago ? agoText(sinceMs, nowMs) : ageText(sinceMs, nowMs);
  const moment = zonedMomentText(sinceMs, nowMs, zone);
  return html`<time datetime=${since} title=${moment}>${age}</time>`;
};

/** How long ago something was, kept up to date by the second. */
@customElement("age-text")
export class AgeText extends LitElement {
  static override styles = css`
    :host {
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
  `;

  /** ISO 8601; null when it never happened. */
  @property() since: string | null = null;
  /** Said when it never happened; `never` unless given. */
  @property() never: string | undefined;
  /** Writes `12 s ago` instead of `12 s`. */
  @property({ type: Boolean }) ago = false;

  /** IANA name, of the clocks that the moment is told by; those of the car around it unless given. */
  @consume({ context: zoneContext, subscribe: true })
  @property()
  zone = hereZone();

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override render() {
    const { since, ago, zone, never = fleetText().never } = this;
    return ageTime({ since, ago, never, zone });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "age-text": AgeText;
  }
}
