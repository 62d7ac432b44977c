import { html, nothing, type TemplateResult } from "lit";
import { fleetText } from "../../fleet/text.ts";
import { dayOf, fullDayText, momentText } from "../../i18n/dates.ts";
import { shareText } from "../../i18n/figures.ts";
import type { Nearby } from "../../replay/load-recording.ts";
import type { ReplayState } from "../../replay/replay-controller.ts";
import { dayPeriod } from "../../replay/replay-period.ts";
import type { Span } from "../../replay/timeline.ts";
import { SPEED_STEPS_KMH } from "../../replay/speed-trail.ts";
import type { Recording } from "../../replay/recording.ts";
import { replayText } from "./text.ts";

/** How much of a long period has come. */
const loadingNotice = (share: number): TemplateResult =>
  html`<div class="notice loading" role="status">
    <span
      >${replayText().loading}${share > 0 ? html` · ${shareText(Math.min(1, share))}` : nothing}</span
    >
    <progress max="1" .value=${Math.min(1, share)} aria-label=${replayText().loading}></progress>
  </div>`;

/** Stands where the recording would be, and offers to try again. */
const failureNotice = (onRetry: () => void): TemplateResult =>
  html`<state-message
    bad
    class="notice"
    icon="lost"
    heading=${replayText().failed}
    action=${fleetText().tryAgain}
    @act=${onRetry}
  ></state-message>`;

/** For an address whose car is not there, or not this person's. */
const missingNotice = (): TemplateResult =>
  html`<state-message class="notice" icon="car" heading=${replayText().missing}
    >${replayText().missingHint}<a class="button" href="/replay"
      >${replayText().otherCar}</a
    ></state-message
  >`;

type Empty = {
  readonly plate: string;
  readonly zone: string;
  readonly onPeriod: (period: Span) => void;
};

/** Says that nothing was heard, and on which days next to it something was. */
const emptyNotice = (nearby: Nearby, { plate, zone, onPeriod }: Empty): TemplateResult => {
  const t = replayText();
  const days = [nearby.beforeMs, nearby.afterMs].flatMap((ms) => ms ?? []);
  return html`<state-message class="notice" icon="replay" heading=${t.empty(plate)}>
    ${days.length === 0 ? t.emptyHint : t.nearest}
    ${days.map(
      (ms) =>
        html`<button
          class="button"
          data-day=${dayOf(ms, zone)}
          @click=${() => onPeriod(dayPeriod(ms, zone))}
        >
          ${fullDayText(ms, zone)}
        </button>`,
    )}
  </state-message>`;
};

type Notices = Empty & { readonly onRetry: () => void };

/** What lies over the map while there is no recording to be seen; nothing once there is. */
export const stateNotice = (
  state: ReplayState,
  notices: Notices,
): TemplateResult | typeof nothing => {
  if (state.kind === "loading") return loadingNotice(state.share);
  if (state.kind === "failed") return failureNotice(notices.onRetry);
  if (state.kind === "missing") return missingNotice();
  return state.kind === "empty" ? emptyNotice(state.nearby, notices) : nothing;
};

type Cut = {
  readonly period: Span | undefined;
  readonly zone: string;
  readonly onPeriod: (period: Span) => void;
};

/** Says that a period was too long to be shown whole, if it was. */
export const cutNotice = (
  { cutAtMs }: Recording,
  { period, zone, onPeriod }: Cut,
): TemplateResult | typeof nothing => {
  const t = replayText();
  if (cutAtMs === undefined || !period) return nothing;
  const onGoOn = (): void => onPeriod({ fromMs: cutAtMs, toMs: period.toMs });
  return html`<div class="cut" role="status">
    <span>${t.cut(momentText(cutAtMs, 0, zone))}</span>
    <button class="button quiet" @click=${onGoOn}>${t.goOn}</button>
  </div>`;
};

/** What the colours of the trail stand for; the unknown speed only where there is one. */
export const speedLegend = (hasUnknown: boolean): TemplateResult => {
  const { speed } = fleetText();
  const starts = [0, ...SPEED_STEPS_KMH];
  return html`<div class="legend" role="img" aria-label=${`${speed}: ${starts.join(", ")} km/h`}>
    <span class="name">${speed}</span>
    ${starts.map(
      (kmh, band) => html`<span class="band" style=${`--color:var(--speed-${band})`}>${kmh}</span>`,
    )}
    <span class="unit">km/h</span>
    ${
      hasUnknown
        ? html`<span class="band unknown" style="--color:var(--speed-unknown)"
            >${replayText().speedUnknown}</span
          >`
        : nothing
    }
  </div>`;
};
