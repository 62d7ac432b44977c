import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alert } from "../../../contracts/alert.ts";
import { controls } from "../kit/controls.ts";
import "../kit/tone-tag.ts";
import { agoText } from "../i18n/figures.ts";
import { serverNowMs } from "../page/clock.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { icon } from "../page/icons.ts";
import { type AlertAction, nextStep } from "./alert-action.ts";
import { alertText } from "./text.ts";
import { TONES } from "./alert-words.ts";

/** A step that is offered with an alert and was taken. */
export type StepOffered = { readonly alert: Alert; readonly step: AlertAction };

/**
 * One alert in the list: how bad, what, which car, how often, since when and who looks after it. Fires
 * `next-step` (a `StepOffered`) and `add-note` (the alert), which the list around it hears.
 */
@customElement("alert-row")
export class AlertRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 11px 16px 12px 13px;
        font-size: var(--size-m);
        line-height: 20px;
      }
      .told {
        display: grid;
        flex: 1;
        gap: 2px;
        min-width: 0;
      }
      .head {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 12px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
        min-width: 0;
      }
      .what,
      .state {
        min-width: 0;
        overflow-wrap: break-word;
      }
      .what {
        font-weight: 600;
      }
      tone-tag {
        flex: none;
      }
      .words {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      /* the state stands at the end of the line, or where a name is long beneath the plate */
      .muted {
        justify-content: space-between;
        column-gap: 12px;
        color: var(--text-muted);
        font-size: var(--size-s);
      }
      /* for the pointer only: the keyboard has a key for it, and a row in a list box holds no button */
      .ways {
        display: flex;
        flex: none;
        gap: 6px;
      }
      .way {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 32px;
        padding: 0 12px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-m);
        background: var(--surface-raised);
        font-size: var(--size-s);
        font-weight: 600;
      }
      .note {
        padding: 0 8px;
      }
      .way:hover {
        background: var(--surface-hover);
      }
      @media (hover: hover) {
        .next .icon {
          display: none;
        }
      }
      /* a touch on the row opens where notes are written */
      @media (hover: none), (max-width: 700px) {
        .note {
          display: none;
        }
      }
      @media (hover: none) {
        .ways {
          margin: -6px -8px -6px 0;
        }
        .way.next {
          justify-content: center;
          width: 44px;
          height: 44px;
          padding: 0;
          font-size: 17px;
        }
        .next .label {
          display: none;
        }
      }
      .age {
        color: var(--text-muted);
        font-size: var(--size-s);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) alert!: Alert;
  /** The next step is offered; without, the row only tells. */
  @property({ type: Boolean, attribute: "may-handle" }) mayHandle = false;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #take(event: MouseEvent, step: AlertAction): void {
    event.stopPropagation(); // the row is not opened
    const detail: StepOffered = { alert: this.alert, step };
    this.dispatchEvent(new CustomEvent("next-step", { detail, bubbles: true, composed: true }));
  }

  readonly #addNote = (event: MouseEvent): void => {
    event.stopPropagation(); // the row is not opened
    const detail = this.alert;
    this.dispatchEvent(new CustomEvent("add-note", { detail, bubbles: true, composed: true }));
  };

  #next() {
    const step = nextStep(this.alert.status);
    const label = alertText().actions[step.kind];
    const noteLabel = `${alertText().addNote} (N)`;
    return html`<span class="ways" aria-hidden="true">
      ${
        this.alert.status === "resolved"
          ? nothing
          : html`<span class="way note" title=${noteLabel} @click=${this.#addNote}
              >${icon("edit")}</span
            >`
      }
      <span class="way next" title=${label} @click=${(event: MouseEvent) => this.#take(event, step)}
        >${icon("check")}<span class="label">${label}</span></span
      >
    </span>`;
  }

  /** How long it has gone on, and where it has happened more than once, when it last did. */
  #since() {
    const { startedAt, lastAt } = this.alert;
    const [since, last] = [startedAt, lastAt].map((at) => agoText(Date.parse(at), serverNowMs()));
    return since === last ? "" : html` · ${alertText().sinceAgo(since ?? "")}`;
  }

  #state(): string {
    const t = alertText();
    const { status, assigneeName, acknowledgedByName, late } = this.alert;
    const stands = acknowledgedByName ? t.seenBy(acknowledgedByName) : t.statuses[status];
    return [stands, assigneeName, late ? t.late : undefined].filter(Boolean).join(" · ");
  }

  protected override render() {
    const t = alertText();
    const { type, severity, licensePlate, count, lastAt } = this.alert;
    return html`<div class="told">
        <div class="head">
          <div class="line">
            <span class="what">${t.types[type]}</span>
            <tone-tag tone=${TONES[severity]}>${t.severities[severity]}</tone-tag>
          </div>
          <span class="age">${agoText(Date.parse(lastAt), serverNowMs())}</span>
        </div>
        <div class="line muted">
          <span class="words"
            ><bdi>${licensePlate}</bdi
            >${count > 1 ? html` · ${t.times(count)}` : nothing}${this.#since()}</span
          >
          <span class="state">${this.#state()}</span>
        </div>
      </div>
      ${this.mayHandle ? this.#next() : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-row": AlertRow;
  }
}
