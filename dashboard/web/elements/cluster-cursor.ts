import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { fleetText } from "../fleet/text.ts";
import { wholeText } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import { type RingPart, ringRadius } from "../map/cluster-shape.ts";
import type { ClusterView } from "../map/cluster-view.ts";
import "./status-glyph.ts";

/** Arrow keys by where they lead, in pixels right and down. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

const nameOf = (part: RingPart): string =>
  part === "offline" ? fleetText().connection.offline : fleetText().status[part];

const glyphOf = (part: RingPart) =>
  part === "offline"
    ? html`<status-glyph connection="offline"></status-glyph>`
    : html`<status-glyph .status=${part}></status-glyph>`;

/**
 * The one cluster of the map that the keyboard is at or the pointer on: says what it holds. Its place is
 * set from outside, frame by frame. Fires `cluster-step` (right and down), `cluster-pick` and `focus-lost`.
 */
@customElement("cluster-cursor")
export class ClusterCursor extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        top: 0;
        left: 0;
        z-index: 2;
        pointer-events: none;
        will-change: transform;
      }
      button {
        position: absolute;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: none;
        translate: -50% -50%;
      }
      button:focus-visible {
        outline: 2px solid var(--focus);
        outline-offset: 3px;
      }
      .card {
        position: absolute;
        bottom: 34px;
        display: grid;
        gap: 3px;
        padding: 8px 11px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface-raised);
        box-shadow: var(--shadow-m);
        color: var(--text);
        font-size: var(--size-s);
        line-height: 16px;
        white-space: nowrap;
        translate: -50% 0;
      }
      .card.below {
        top: 34px;
        bottom: auto;
      }
      strong {
        font-weight: 600;
      }
      .part {
        display: grid;
        grid-template-columns: 14px auto 1fr;
        align-items: center;
        gap: 7px;
        color: var(--text-muted);
        font-variant-numeric: tabular-nums;
      }
      .part b {
        color: var(--text);
        font-weight: 550;
        text-align: right;
      }
      status-glyph {
        width: 14px;
        height: 14px;
      }
    `,
  ];

  @property({ attribute: false }) cluster: ClusterView | undefined;
  @property({ type: Boolean }) pointed = false;
  /** There is no room for the card above it. */
  @property({ type: Boolean }) high = false;
  @state() private hasFocus = false;
  @query("button") private button!: HTMLButtonElement | null;

  get isFocused(): boolean {
    return this.hasFocus;
  }

  override focus(): void {
    this.button?.focus({ preventScroll: true });
  }

  readonly #key = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("cluster-step", { detail: step }));
  };

  readonly #pick = (): void => {
    this.dispatchEvent(new CustomEvent("cluster-pick"));
  };

  /** With its cluster goes the focus, which somebody else has to take. */
  protected override willUpdate(): void {
    if (this.cluster || !this.hasFocus) return;
    this.hasFocus = false;
    this.dispatchEvent(new CustomEvent("focus-lost"));
  }

  #card({ cars, parts }: ClusterView) {
    return html`<div class="card ${this.high ? "below" : ""}">
      <strong>${fleetText().cars(cars)}</strong>
      ${parts.map(
        ({ part, cars: count }) =>
          html`<span class="part">
            ${glyphOf(part)} <b>${wholeText(count)}</b>${nameOf(part)}
          </span>`,
      )}
    </div>`;
  }

  #said({ cars, parts }: ClusterView): string {
    const t = fleetText();
    const counts = parts.map((each) => `${wholeText(each.cars)} ${nameOf(each.part)}`);
    return t.cluster(t.cars(cars), counts.join(", "));
  }

  protected override render() {
    const { cluster } = this;
    if (!cluster) return nothing;
    const size = `${2 * ringRadius(cluster.cars)}px`;
    return html`<button
        style="width: ${size}; height: ${size}"
        aria-label=${this.#said(cluster)}
        @click=${this.#pick}
        @keydown=${this.#key}
        @focus=${() => (this.hasFocus = true)}
        @blur=${() => (this.hasFocus = false)}
      ></button>
      ${this.pointed || this.hasFocus ? this.#card(cluster) : nothing}
      <span class="visually-hidden" aria-live="polite"
        >${this.hasFocus ? this.#said(cluster) : nothing}</span
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cluster-cursor": ClusterCursor;
  }
}
