import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Silence } from "../fleet/freshness.ts";
import { isStale, type Link } from "../live/link.ts";
import { serverNowMs } from "../page/clock.ts";
import { isolated } from "../i18n/isolated.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { shellText } from "./text.ts";

/** Tells whether the page is live, which cars are silent, or whether it is reconnecting (with seconds), or offline since when. */
@customElement("connection-pill")
export class ConnectionPill extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
    }
    /* two lines where one is too narrow; only a name without end is cut */
    .words {
      display: -webkit-box;
      overflow: hidden;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
    .pill {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      min-width: 0;
      box-sizing: border-box;
      min-height: 28px;
      padding: 3px 10px 3px 9px;
      border: 1px solid var(--line);
      border-radius: 13px;
      background: var(--surface);
      color: var(--text-muted);
      font-size: var(--size-s);
      font-weight: 550;
      line-height: 16px;
      font-variant-numeric: tabular-nums;
    }
    .dot {
      flex: none;
      width: 7px;
      height: 7px;
      border-radius: 50%;
      background: var(--driving);
    }
    .live .dot {
      box-shadow: 0 0 0 3px color-mix(in srgb, var(--driving) 22%, transparent);
    }
    .waiting {
      color: var(--warn);
      background: var(--warn-soft);
      border-color: transparent;
    }
    .waiting .dot {
      background: none;
      border: 2px solid currentColor;
      border-right-color: transparent;
      animation: turn 900ms linear infinite;
    }
    .still {
      color: var(--warn);
      background: var(--warn-soft);
      border-color: transparent;
    }
    .still .dot {
      border-radius: 1px;
      background: currentColor;
    }
    .offline {
      color: var(--danger);
      background: var(--danger-soft);
      border-color: transparent;
    }
    .offline .dot {
      border-radius: 1px;
      background: currentColor;
    }
    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .waiting .dot {
        animation: none;
      }
    }
  `;

  @property({ attribute: false }) link: Link = { kind: "connecting", sinceMs: Date.now() };

  /** Cars that should be heard and are not. */
  @property({ attribute: false }) silence: Silence | undefined;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #look(): { look: string; text: string } {
    const { link } = this;
    const t = shellText();
    if (link.kind === "live") return this.#news();
    const nowMs = Date.now();
    if (isStale(link, nowMs)) {
      return { look: "offline", text: t.offlineSince(momentText(link.sinceMs, nowMs, hereZone())) };
    }
    const seconds = Math.round((nowMs - link.sinceMs) / 1_000);
    const word = link.kind === "connecting" ? t.connecting : t.reconnecting;
    return { look: "waiting", text: `${word} · ${seconds} s` };
  }

  #news(): { look: string; text: string } {
    const t = shellText();
    if (!this.silence) return { look: "live", text: t.live };
    const { sinceMs, licensePlate } = this.silence;
    const moment = momentText(sinceMs, serverNowMs(), hereZone());
    const text =
      licensePlate === undefined
        ? t.carsSilent(moment)
        : t.carSilent(isolated(licensePlate), moment);
    return { look: "still", text };
  }

  protected override render() {
    const { look, text } = this.#look();
    return html`<span class="pill ${look}"
      ><span class="dot"></span><span class="words" title=${text}>${text}</span></span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "connection-pill": ConnectionPill;
  }
}
