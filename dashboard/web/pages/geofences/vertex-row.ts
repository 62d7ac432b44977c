import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, queryAll, state } from "lit/decorators.js";
import { geofenceText } from "../../geofences/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/number-field.ts";
import type { NumberField } from "../../kit/number-field.ts";
import { icon } from "../../page/icons.ts";
import type { Place } from "../../replay/geometry.ts";

/**
 * One point as latitude and longitude. Fires `place-change` with a place once both are typed, and
 * `remove`; without a place it waits for one to be typed.
 */
@customElement("vertex-row")
export class VertexRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .row {
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr) minmax(0, 1fr) 32px;
        align-items: start;
        gap: 0 8px;
      }
      .number {
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 550;
        line-height: var(--control);
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .icon-button {
        height: var(--control);
      }
      :host([alone]) .row {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      @media (pointer: coarse) {
        .row {
          grid-template-columns: 22px minmax(0, 1fr) minmax(0, 1fr) 44px;
        }
      }
    `,
  ];

  /** What the point is called, `Point 3`. */
  @property() heading = "";
  /** Stands before its row; nothing for a point that is the only one. */
  @property() number = "";
  /** There is no number and no cross, and the fields have their names above. */
  @property({ type: Boolean, reflect: true }) alone = false;
  @property({ attribute: false }) place: Place | undefined;
  /** Says what the cross at the end does; no cross without it. */
  @property({ attribute: "remove-label" }) removeLabel = "";
  /** An empty field counts as a fault only once somebody wanted to go on. */
  @property({ type: Boolean, attribute: "is-asked" }) isAsked = false;
  @state() private lat: number | null = null;
  @state() private lon: number | null = null;
  @queryAll("number-field") private fields!: NodeListOf<NumberField>;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("place")) return;
    this.lon = this.place?.[0] ?? null;
    this.lat = this.place?.[1] ?? null;
  }

  /** Whether what is typed is no place. */
  get isWrong(): boolean {
    return this.lat === null || this.lon === null;
  }

  /** What is typed; undefined while it is no place. */
  get typed(): Place | undefined {
    return this.lat === null || this.lon === null ? undefined : [this.lon, this.lat];
  }

  /** Empties the row for the next point. */
  clear(): void {
    this.lat = null;
    this.lon = null;
  }

  /** Puts the keyboard into the first field that is at fault, or else the first. */
  override focus(): void {
    const [lat, lon] = this.fields;
    if (this.lat !== null && this.lon === null) lon?.focus();
    else lat?.focus();
  }

  #type(part: { readonly lat?: number | null; readonly lon?: number | null }): void {
    if (part.lat !== undefined) this.lat = part.lat;
    if (part.lon !== undefined) this.lon = part.lon;
    const { typed } = this;
    if (typed) this.dispatchEvent(new CustomEvent("place-change", { detail: typed }));
  }

  #coordinate(which: "lat" | "lon") {
    const t = geofenceText();
    const isLat = which === "lat";
    const value = this[which];
    const isDue = this.isAsked || this.place !== undefined;
    const missing = isLat ? t.latitudeMissing : t.longitudeMissing;
    return html`<number-field
      label=${isLat ? t.latitude : t.longitude}
      unit="°"
      ?label-hidden=${!this.alone}
      min=${isLat ? -90 : -180}
      max=${isLat ? 90 : 180}
      error=${value === null && isDue ? missing : ""}
      .value=${value}
      @value-change=${({ detail }: CustomEvent<number | null>) => this.#type({ [which]: detail })}
    ></number-field>`;
  }

  protected override render() {
    return html`<div class="row" role="group" aria-label=${this.heading}>
      ${this.alone ? nothing : html`<span class="number" aria-hidden="true">${this.number}</span>`}
      ${this.#coordinate("lat")} ${this.#coordinate("lon")}
      ${this.removeLabel ? this.#cross() : nothing}
    </div>`;
  }

  #cross() {
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${this.removeLabel}
      title=${this.removeLabel}
      @click=${() => this.dispatchEvent(new CustomEvent("remove"))}
    >
      ${icon("close")}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vertex-row": VertexRow;
  }
}
