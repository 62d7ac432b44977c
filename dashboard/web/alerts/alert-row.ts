import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alert } from "../../../contracts/alert.ts";
import "../kit/tone-tag.ts";
import { agoText } from "../i18n/figures.ts";
import { serverNowMs } from "../page/clock.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { alertText } from "./text.ts";
import { TONES } from "./alert-words.ts";

/** One alert in the list: how bad, what, which car, how often, since when and who looks after it. */
@customElement("alert-row")
export class AlertRow extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 2px 12px;
      padding: 11px 16px 12px 13px;
      font-size: var(--size-m);
      line-height: 20px;
    }
    .line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    .words {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .what {
      font-weight: 600;
    }
    .muted {
      color: var(--text-muted);
      font-size: var(--size-s);
    }
    .state {
      text-align: right;
    }
    .age {
      color: var(--text-muted);
      font-size: var(--size-s);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
  `;

  @property({ attribute: false }) alert!: Alert;

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override render() {
    const t = alertText();
    const { type, severity, status, licensePlate, count, lastAt, assigneeName, late } = this.alert;
    const state = [t.statuses[status], assigneeName, late ? t.late : undefined];
    return html`<div class="line">
        <span class="words what">${t.types[type]}</span>
        <tone-tag tone=${TONES[severity]}>${t.severities[severity]}</tone-tag>
      </div>
      <span class="age">${agoText(Date.parse(lastAt), serverNowMs())}</span>
      <div class="line muted">
        <span class="words"
          ><bdi>${licensePlate}</bdi>${count > 1 ? html` · ${t.times(count)}` : nothing}</span
        >
      </div>
      <span class="muted words state">${state.filter(Boolean).join(" · ")}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-row": AlertRow;
  }
}
