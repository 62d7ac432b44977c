import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../../kit/controls.ts";
import { icon, type IconName } from "../../page/icons.ts";
import { RATES } from "../../replay/playback.ts";
import { replayText } from "./text.ts";

/**
 * What plays a recording. Fires `toggle-play`, `skip-to` (1 or -1), `rate-change` (a number),
 * `toggle-skip` and `toggle-follow`.
 */
@customElement("replay-controls")
export class ReplayControls extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
      }
      .transport {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      [aria-disabled="true"] {
        opacity: 0.45;
      }
      .play {
        width: 40px;
        height: 40px;
        border-radius: 50%;
        background: var(--accent);
        color: var(--text-on-accent);
        font-size: 18px;
      }
      .play:hover {
        background: var(--accent-hover);
        color: var(--text-on-accent);
      }
      .rates {
        display: flex;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-m);
        overflow: hidden;
      }
      .rates button {
        min-width: 44px;
        height: 32px;
        padding: 0 8px;
        border: 0;
        border-right: 1px solid var(--line);
        background: var(--surface);
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 550;
        font-variant-numeric: tabular-nums;
      }
      .rates button:last-child {
        border-right: 0;
      }
      .rates button:hover {
        background: var(--surface-hover);
      }
      .rates button[aria-pressed="true"] {
        background: var(--surface-selected);
        color: var(--accent-text);
      }
      .rates button:focus-visible {
        outline-offset: -2px;
      }
      .switches {
        display: flex;
        gap: 6px;
      }
      .switches .button {
        gap: 6px;
        height: 32px;
        padding: 0 11px;
        box-shadow: none;
        font-size: var(--size-s);
      }
      .switches .button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--surface-selected);
        color: var(--accent-text);
      }
      @media (pointer: coarse) {
        .play {
          width: 52px;
          height: 52px;
          font-size: 22px;
        }
        .rates button,
        .switches .button {
          height: 44px;
        }
      }
      /* in one line with what plays it on the narrowest of phones, in every language: the map has little room */
      @media (max-width: 380px) {
        .switches .button {
          min-width: 44px;
        }
        .switches .label {
          display: none;
        }
      }
      @media (max-width: 760px) {
        :host {
          justify-content: space-between;
          gap: 8px;
        }
        .transport {
          order: 1;
          gap: 8px;
        }
        .switches {
          order: 2;
        }
        .rates {
          order: 3;
          flex: 1 1 100%;
        }
        .rates button {
          flex: 1;
        }
      }
    `,
  ];

  @property({ type: Boolean }) playing = false;
  @property({ type: Number }) rate = 1;
  @property({ type: Boolean }) skipping = false;
  @property({ type: Boolean }) following = false;
  @property({ type: Boolean, attribute: "has-previous" }) hasPrevious = false;
  @property({ type: Boolean, attribute: "has-next" }) hasNext = false;

  #fire(type: string, detail?: number): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #skip(by: 1 | -1, isThere: boolean) {
    const t = replayText();
    const label = by > 0 ? t.nextMark : t.previousMark;
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${`${label} (${by > 0 ? "N" : "P"})`}
      aria-disabled=${!isThere}
      @click=${() => this.#fire("skip-to", by)}
    >
      ${icon(by > 0 ? "skipForward" : "skipBack")}
    </button>`;
  }

  #switch(name: IconName, label: string, key: string, pressed: boolean, type: string) {
    return html`<button
      class="button"
      aria-pressed=${pressed}
      aria-label=${label}
      title=${`${label} (${key})`}
      @click=${() => this.#fire(type)}
    >
      ${icon(name)}<span class="label">${label}</span>
    </button>`;
  }

  #rates() {
    const t = replayText();
    return html`<div class="rates" role="group" aria-label=${t.rate}>
      ${RATES.map(
        (rate) =>
          html`<button
            aria-pressed=${rate === this.rate}
            aria-label=${t.rateOf(rate)}
            @click=${() => this.#fire("rate-change", rate)}
          >
            ${rate}×
          </button>`,
      )}
    </div>`;
  }

  protected override render() {
    const t = replayText();
    const play = this.playing ? t.pause : t.play;
    return html`<div class="transport">
        ${this.#skip(-1, this.hasPrevious)}
        <button
          class="icon-button play"
          aria-label=${play}
          title=${`${play} (␣)`}
          @click=${() => this.#fire("toggle-play")}
        >
          ${icon(this.playing ? "pause" : "play")}
        </button>
        ${this.#skip(1, this.hasNext)}
      </div>
      ${this.#rates()}
      <div class="switches">
        ${this.#switch("fastForward", t.skipStops, "S", this.skipping, "toggle-skip")}
        ${this.#switch("follow", t.follow, "F", this.following, "toggle-follow")}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-controls": ReplayControls;
  }
}
