import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { vehiclePanelStyles } from "../../elements/vehicle-panel-styles.ts";
import { fleetText } from "../../fleet/text.ts";
import { type FenceField, faultsOf } from "../../geofences/fence-draft.ts";
import type { FenceEditing } from "../../geofences/fence-editing.ts";
import { crossesItself, type ShapeKind, SIZE_LIMITS_M } from "../../geofences/sketch.ts";
import { geofenceText } from "../../geofences/text.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/number-field.ts";
import type { NumberField } from "../../kit/number-field.ts";
import "../../kit/toast-region.ts";
import { icon } from "../../page/icons.ts";
import type { Place } from "../../replay/geometry.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { type FormParts, namingFields, ruleFields } from "./fence-fields.ts";
import { fencePanelStyles } from "./fence-panel-styles.ts";
import "./fence-versions.ts";
import "./shape-choice.ts";
import "./vertex-list.ts";
import type { VertexChange, VertexList } from "./vertex-list.ts";

/**
 * The form of a fence, old or new. What is typed and drawn goes to `editing`; fires `save` once it
 * can be saved, `remove`, `close`, and for points from elsewhere `place-given` (a place),
 * `centre-wanted` and `car-wanted` (an id).
 */
@customElement("fence-editor")
export class FenceEditor extends LitElement {
  static override styles = [controls, vehiclePanelStyles, fencePanelStyles];

  @property({ attribute: false }) editing!: FenceEditing;
  /** Counts the changes of `editing`. */
  @property({ type: Number }) revision = 0;
  /** The fence that is changed; undefined for a new one. */
  @property({ attribute: false }) fence: GeofenceVersion | undefined;
  @property({ attribute: false }) branches: Branches = NO_BRANCHES;
  /** The person may say which branch it is for. */
  @property({ type: Boolean, attribute: "chooses-branch" }) choosesBranch = false;
  /** What the server found wrong, by field. */
  @property({ attribute: false }) refused: ReadonlyMap<FenceField, string> = new Map();
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) findCars: FindChoices = async () => [];
  /** Somebody wanted to save: faults are shown from then on. */
  @state() private isAsked = false;
  @query("h2") private heading!: HTMLElement;
  @query("vertex-list") private vertexList!: VertexList;

  /** Puts the keyboard and the reader to the panel's beginning. */
  override focus(): void {
    this.heading.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("fence") && changed.get("fence")?.id !== this.fence?.id) this.isAsked = false;
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #error(field: FenceField): string {
    const refused = this.refused.get(field);
    if (refused !== undefined) return refused;
    const fault = this.isAsked && faultsOf(this.editing.fields, this.editing.sketch).get(field);
    if (!fault) return "";
    const t = geofenceText();
    return fault === "tooFew" ? t.tooFew[this.editing.sketch.kind] : t.missing;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.isAsked = true;
    await this.updateComplete;
    if (!this.#focusFault()) this.#fire("save");
  };

  /** Puts the keyboard into the first field at fault; false when there is none. */
  #focusFault(): boolean {
    const { fields, sketch } = this.editing;
    const numbers = [...this.renderRoot.querySelectorAll<NumberField>("number-field")];
    const wrong = numbers.find(({ isWrong }) => isWrong);
    const isTypedWrong = wrong !== undefined || this.vertexList.wrongRow !== undefined;
    const [field] = faultsOf(fields, sketch).keys();
    if (field === undefined && !isTypedWrong) return false;
    if (field === "vertices" || (field === undefined && !wrong)) this.vertexList.focus();
    else if (field === undefined) wrong?.focus();
    else this.renderRoot.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
    return true;
  }

  get #parts(): FormParts {
    const { editing, branches, choosesBranch } = this;
    return {
      fields: editing.fields,
      errorOf: (field) => this.#error(field),
      onType: (part) => editing.type(part),
      branches: choosesBranch ? branches.all : undefined,
    };
  }

  #size() {
    const t = geofenceText();
    const { kind, sizeM } = this.editing.sketch;
    const limits = SIZE_LIMITS_M[kind];
    if (!limits) return nothing;
    return html`<number-field
      data-field="sizeM"
      label=${kind === "circle" ? t.radius : t.width}
      hint=${kind === "circle" ? "" : t.widthHint}
      unit="m"
      min=${limits.min}
      max=${limits.max}
      error=${this.#error("sizeM")}
      .value=${sizeM}
      @value-change=${({ detail }: CustomEvent<number | null>) => this.editing.resize(detail)}
    ></number-field>`;
  }

  #shape() {
    const { editing } = this;
    const fault = this.#error("vertices");
    return html`<div class="fields">
      <shape-choice
        .value=${editing.sketch.kind}
        @value-change=${({ detail }: CustomEvent<ShapeKind>) => editing.draw(detail)}
      ></shape-choice>
      ${this.#size()}
      <div class="faults" aria-live="polite">
        ${fault ? html`<p class="fault">${icon("warning")}<span>${fault}</span></p>` : nothing}
        ${
          crossesItself(editing.sketch)
            ? html`<p class="doubt">${icon("warning")}<span>${geofenceText().crosses}</span></p>`
            : nothing
        }
      </div>
      <h3>${editing.sketch.kind === "circle" ? geofenceText().centre : geofenceText().points}</h3>
      <vertex-list
        kind=${editing.sketch.kind}
        .vertices=${editing.sketch.vertices}
        .findCars=${this.findCars}
        @vertex-change=${({ detail }: CustomEvent<VertexChange>) =>
          editing.moveVertex(detail.index, detail.place)}
        @vertex-add=${({ detail }: CustomEvent<Place>) => this.#fire("place-given", detail)}
        @vertex-remove=${({ detail }: CustomEvent<number>) => editing.removeVertex(detail)}
        @centre-wanted=${() => this.#fire("centre-wanted")}
        @car-wanted=${({ detail }: CustomEvent<string>) => this.#fire("car-wanted", detail)}
      ></vertex-list>
    </div>`;
  }

  #versions() {
    if (!this.fence) return nothing;
    return html`<section class="fields">
      <h3>${geofenceText().versions}</h3>
      <fence-versions
        .fence=${this.fence}
        .zone=${this.branches.zoneOf(this.fence.branchId)}
      ></fence-versions>
    </section>`;
  }

  #footer() {
    const t = geofenceText();
    const isSame = this.fence !== undefined && !this.editing.isDirty;
    return html`<footer>
      <p>${t.meaning}</p>
      <div class="buttons">
        <button class="button primary" ?disabled=${this.busy || isSame}>${t.save}</button>
        ${
          this.fence
            ? html`<button
                type="button"
                class="button remove"
                ?disabled=${this.busy}
                @click=${() => this.#fire("remove")}
              >
                ${icon("trash")}${t.remove}
              </button>`
            : nothing
        }
      </div>
    </footer>`;
  }

  protected override render() {
    const { close } = fleetText();
    const parts = this.#parts;
    return html`<header>
        <h2 tabindex="-1"><bdi>${this.fence?.name ?? geofenceText().add}</bdi></h2>
        <button
          class="icon-button"
          aria-label=${close}
          title=${`${close} (Esc)`}
          @click=${() => this.#fire("close")}
        >
          ${icon("close")}
        </button>
      </header>
      <form novalidate @submit=${this.#submit}>
        <div class="scroll">
          ${namingFields(parts)} ${this.#shape()} ${ruleFields(parts)} ${this.#versions()}
        </div>
        <toast-region></toast-region>
        ${this.#footer()}
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fence-editor": FenceEditor;
  }
}
