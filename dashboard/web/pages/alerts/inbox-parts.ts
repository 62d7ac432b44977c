import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { AlertInbox } from "../../alerts/alert-inbox.ts";
import { ALERT_VIEWS, type AlertView } from "../../alerts/alert-view.ts";
import { alertText } from "../../alerts/text.ts";
import "../../kit/filter-chip.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/state-message.ts";

type Choice = {
  readonly countOf: (view: AlertView) => number;
  /** More have been resolved than were counted. */
  readonly hasOlder: boolean;
  readonly onView: (view: AlertView) => void;
};

/** The parts of the inbox, counted, the shown one pressed. */
export const viewChips = (
  shown: AlertView,
  { countOf, hasOlder, onView }: Choice,
): TemplateResult => {
  const t = alertText();
  return html`<div class="views" role="group" aria-label=${t.viewsLabel}>
    ${ALERT_VIEWS.map(
      (view) =>
        html`<filter-chip
          label=${t.views[view]}
          .count=${countOf(view)}
          ?and-more=${view === "resolved" && hasOlder}
          .pressed=${live(view === shown)}
          @pressed-change=${() => onView(view)}
        ></filter-chip>`,
    )}
  </div>`;
};

/** How many alerts wait until nobody moves among the rows, and the way to them. */
export const waitingRows = (count: number, show: () => void): TemplateResult => {
  const t = alertText();
  return html`<div class="waiting" role="status">
    ${count > 0 ? html`<button class="button" @click=${show}>${t.waiting(count)}</button>` : nothing}
  </div>`;
};

/** What stands in the place of the list while there is none; undefined where there is. */
export const inboxNotice = (
  inbox: AlertInbox,
  view: AlertView,
  alerts: number,
): TemplateResult | undefined => {
  const t = alertText();
  if (inbox.load === "loading") return html`<list-skeleton></list-skeleton>`;
  if (inbox.load === "failed" && inbox.atMs === undefined) {
    return html`<state-message
      bad
      icon="lost"
      heading=${t.failed}
      action=${t.tryAgain}
      @act=${() => inbox.reload()}
    ></state-message>`;
  }
  if (alerts > 0) return undefined;
  return html`<state-message icon="alerts" heading=${t.empty[view]}
    >${view === "open" ? t.emptyHint : nothing}</state-message
  >`;
};
