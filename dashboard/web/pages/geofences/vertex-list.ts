import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { geofenceText } from "../../geofences/text.ts";
import type { ShapeKind } from "../../geofences/sketch.ts";
import "../../kit/combo-box.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import type { Choice } from "../../kit/select-field.ts";
import { icon } from "../../page/icons.ts";
import type { Place } from "../../replay/geometry.ts";
import "./vertex-row.ts";
import type { VertexRow } from "./vertex-row.ts";

/** Points shown before somebody asks for all of a long coastline. */
const FIRST_SHOWN = 12;

/** A point that is another than before. */
export type VertexChange = { readonly index: number; readonly place: Place };

/**
 * The points of a shape as figures: the way to draw without a mouse. Fires `vertex-change`
 * (`VertexChange`), `vertex-add` (a place), `vertex-remove` (an index), `centre-wanted`, and
 * `car-wanted` (an id) for points that are taken from the map and from a car.
 */
@customElement("vertex-list")
export class VertexList extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .columns {
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr) minmax(0, 1fr) 32px;
        gap: 8px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 550;
      }
      .new:not(:first-child) {
        margin-top: 6px;
      }
      @media (pointer: coarse) {
        .columns {
          grid-template-columns: 22px minmax(0, 1fr) minmax(0, 1fr) 44px;
        }
      }
      .new {
        display: grid;
        gap: 10px;
        padding: 12px;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-m);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property() kind: ShapeKind = "polygon";
  @property({ attribute: false }) vertices: readonly Place[] = [];
  @property({ attribute: false }) findCars: FindChoices = async () => [];
  @state() private isWhole = false;
  @state() private isAsked = false;
  @query(".new vertex-row") private newRow!: VertexRow | null;

  /** Puts the keyboard where the first point is missing or wrong. */
  override focus(): void {
    (this.wrongRow ?? this.newRow)?.focus();
  }

  /** The first point whose fields hold no place. */
  get wrongRow(): VertexRow | undefined {
    const rows = this.renderRoot.querySelectorAll<VertexRow>(".known");
    return [...rows].find(({ isWrong }) => isWrong);
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  readonly #add = async (): Promise<void> => {
    const place = this.newRow?.typed;
    this.isAsked = place === undefined;
    if (!place) return this.newRow?.focus();
    this.newRow?.clear();
    this.#fire("vertex-add", place);
    // a circle that has its centre has no further point: the keyboard goes on at that one
    await this.updateComplete;
    (this.newRow ?? this.renderRoot.querySelector<VertexRow>(".known"))?.focus();
  };

  #row(place: Place, index: number) {
    const t = geofenceText();
    const isCentre = this.kind === "circle";
    return html`<vertex-row
      class="known"
      ?alone=${isCentre}
      number=${index + 1}
      heading=${isCentre ? t.centre : t.point(index + 1)}
      remove-label=${isCentre ? "" : t.removePoint(index + 1)}
      .place=${place}
      @place-change=${({ detail }: CustomEvent<Place>) =>
        this.#fire("vertex-change", { index, place: detail } satisfies VertexChange)}
      @remove=${() => this.#fire("vertex-remove", index)}
    ></vertex-row>`;
  }

  /** Names of the columns, for the eye; each field has its own for the reader. */
  #columns() {
    const t = geofenceText();
    if (this.kind === "circle" || this.vertices.length === 0) return nothing;
    return html`<div class="columns" aria-hidden="true">
      <span></span><span>${t.latitude}</span><span>${t.longitude}</span>
    </div>`;
  }

  /** Ways to a point that nobody has to type. */
  #ways(add: TemplateResult | typeof nothing) {
    const t = geofenceText();
    return html`<div class="ways">
        ${add}
        <button type="button" class="button" @click=${() => this.#fire("centre-wanted")}>
          ${icon("crosshair")}${t.atCentre}
        </button>
      </div>
      <combo-box
        label=${t.atCar}
        hint=${t.atCarHint}
        .find=${this.findCars}
        @value-change=${({ detail }: CustomEvent<Choice | undefined>) => {
          if (detail) this.#fire("car-wanted", detail.value);
        }}
      ></combo-box>`;
  }

  #new() {
    const t = geofenceText();
    const isCircle = this.kind === "circle";
    if (isCircle && this.vertices.length > 0) return this.#ways(nothing);
    return html`<vertex-row
        alone
        heading=${isCircle ? t.centre : t.newPoint}
        ?is-asked=${this.isAsked}
      ></vertex-row>
      ${this.#ways(
        html`<button type="button" class="button" @click=${this.#add}>
          ${icon("plus")}${isCircle ? t.setCentre : t.addPoint}
        </button>`,
      )}`;
  }

  protected override render() {
    const { vertices } = this;
    const isCut = !this.isWhole && vertices.length > FIRST_SHOWN;
    const shown = isCut ? vertices.slice(0, FIRST_SHOWN) : vertices;
    return html`${this.#columns()} ${shown.map((place, index) => this.#row(place, index))}
      ${
        isCut
          ? html`<button type="button" class="button quiet" @click=${() => (this.isWhole = true)}>
              ${geofenceText().allPoints(vertices.length)}
            </button>`
          : nothing
      }
      <div class="new">${this.#new()}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vertex-list": VertexList;
  }
}
