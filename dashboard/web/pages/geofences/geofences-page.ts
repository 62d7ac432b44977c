import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { User } from "../../../../contracts/user.ts";
import "../../elements/bottom-sheet.ts";
import "../../elements/map-controls.ts";
import { mapPageStyles } from "../../elements/map-page-styles.ts";
import { carChoices } from "../../fleet/car-choices.ts";
import { PageMap } from "../../elements/page-map.ts";
import type { FenceEditing } from "../../geofences/fence-editing.ts";
import { fenceHref, NEW_FENCE, OpenFence } from "../../geofences/open-fence.ts";
import { geofenceText } from "../../geofences/text.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import { showToast } from "../../kit/toast.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import type { SheetStop } from "../../page/sheet-stops.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import type { Place } from "../../replay/geometry.ts";
import { navigate } from "../../routing/router.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext, liveContext, userContext } from "../../shell/contexts.ts";
import "./draw-tools.ts";
import { FenceCamera, type Sights } from "./fence-camera.ts";
import "./fence-editor.ts";
import "./fence-facts.ts";
import "./fence-list.ts";
import { FenceLayout, type OverMap } from "./fence-layout.ts";
import type { FenceList } from "./fence-list.ts";
import type { FenceMap } from "./fence-map.ts";
import { discardDialog, removeDialog } from "./fence-notices.ts";
import { geofencesPageStyles } from "./geofences-page-styles.ts";

/** The fences on a map beside their list; one is open to be read, drawn or changed. */
@customElement("geofences-page")
export class GeofencesPage extends LitElement {
  static override styles = [controls, mapPageStyles, geofencesPageStyles];

  /** The fence that is open, as the address names it; `new` for one to be drawn. */
  @property() fenceId: string | undefined;
  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private sheet: SheetStop = "half";
  @state() private isRemoving = false;
  @query("fence-map") private fenceMap!: FenceMap | null;
  @query("fence-list") private list!: FenceList | null;
  @query("fence-editor, fence-facts") private panel!: LitElement | null;
  readonly #open = new OpenFence(this, { fenceId: () => this.fenceId, user: () => this.user });
  readonly #layout = new FenceLayout(this);
  readonly #map = new PageMap(this, () => import("./fence-map.ts"));
  /** Where somebody has just asked to go. */
  #going: { readonly id: string | undefined } | undefined;
  readonly #camera = new FenceCamera(() => this.fenceMap);
  #release: (() => void)[] = [];

  constructor() {
    super();
    bindShortcuts(this, {
      "/": () => this.#search(),
      n: () => this.#go(NEW_FENCE),
      Enter: () => this.#edit((editing) => editing.finish()),
      Backspace: () => this.#edit((editing) => editing.removeLast()),
      Delete: () => this.#edit((editing) => editing.removeLast()),
      Escape: () => this.#stepBack(),
      "Ctrl+z": () => this.#edit((editing) => editing.undo()),
      "Ctrl+Z": () => this.#edit((editing) => editing.redo()),
      "Ctrl+y": () => this.#edit((editing) => editing.redo()),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [
      this.live.subscribe(() => this.requestUpdate()),
      this.live.news.on("resumed", () => void this.#open.book.reload()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const release of this.#release.splice(0)) release();
  }

  #edit(act: (editing: FenceEditing) => void): void {
    if (this.#open.isEdited) act(this.#open.editing);
  }

  #go(id: string | undefined): void {
    if (id === NEW_FENCE && !this.#open.mayEdit) return;
    if (id !== undefined && this.sheet === "peek") this.sheet = "half";
    this.#going = { id };
    navigate(fenceHref(id));
  }

  #search(): void {
    if (this.#layout.isPhone) this.#go(undefined);
    this.sheet = "full";
    void this.updateComplete.then(() => this.list?.focusSearch());
  }

  /** Escape: out of the drawing, out of the chosen point, out of the fence. */
  #stepBack(): void {
    const { isEdited, editing } = this.#open;
    const isOnMap = isEdited && !this.panel?.matches(":focus-within");
    if (isOnMap && editing.canCancel) editing.cancel();
    else if (isOnMap && editing.chosenIndex !== undefined) editing.choose(undefined);
    else if (this.fenceId !== undefined) this.#go(undefined);
  }

  async #save(): Promise<void> {
    if (!(await this.#open.save())) return;
    await this.updateComplete;
    this.panel?.focus(); // the button rests until there is something to save again
  }

  async #remove(): Promise<void> {
    await this.#open.remove();
    this.isRemoving = false;
  }

  /** Adds a point, and shows it where it lies out of sight. */
  #place(place: Place | undefined): void {
    if (!place) return;
    this.#open.editing.place(place);
    this.fenceMap?.reveal(place);
  }

  #placeOfCar(id: string): void {
    const { lon = null, lat = null } = this.live.fleet.vehicles.get(id) ?? {};
    if (lon !== null && lat !== null) return this.#place([lon, lat]);
    showToast(this, { tone: "danger", message: geofenceText().noPlace });
  }

  readonly #findCars: FindChoices = async (typed) => carChoices(this.live.fleet, typed);

  /** Keyboard and reader go along: to what has been opened, and back to the list. */
  #followFocus(): void {
    const going = this.#going;
    const target = this.fenceId === undefined ? this.list : this.panel;
    if (!going || going.id !== this.fenceId || !target) return;
    this.#going = undefined;
    // what has just been put on the page has nothing to focus yet
    void target.updateComplete.then(() => target.focus());
  }

  get #sights(): Sights {
    const { book, fence } = this.#open;
    return { fences: book.fences, fleet: this.live.fleet, fence };
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#followFocus();
    const isKnown = this.#open.book.load === "ready" && this.live.fleet.isKnown();
    if (isKnown) this.#camera.look(this.#sights);
  }

  get #overMap(): OverMap {
    const { shownId, isEdited } = this.#open;
    return { hasPanel: shownId !== undefined, hasTools: isEdited, sheet: this.sheet };
  }

  #fenceMap() {
    const { book, editing, isEdited, shownId } = this.#open;
    return html`<fence-map
      .fences=${book.fences}
      .chosenId=${shownId}
      .editing=${isEdited ? editing : undefined}
      .revision=${editing.revision}
      .insets=${this.#layout.insets(this.#overMap)}
      ?stale=${this.live.stale}
      @map-ready=${() => this.requestUpdate()}
      @map-failed=${this.#map.fail}
      @fence-pick=${({ detail }: CustomEvent<string>) => this.#pick(detail)}
    ></fence-map>`;
  }

  /** A click on another fence's surface is easily made while one is reshaped: then it says nothing. */
  #pick(id: string): void {
    const { isEdited, editing } = this.#open;
    if (!isEdited || !editing.isDirty) this.#go(id);
  }

  #list() {
    const { book, mayEdit } = this.#open;
    return html`<fence-list
      .book=${book}
      .revision=${book.revision}
      .chosenId=${this.fenceId}
      ?stale=${this.live.stale}
      ?may-edit=${mayEdit}
      @fence-pick=${({ detail }: CustomEvent<string>) => this.#go(detail)}
      @fence-new=${() => this.#go(NEW_FENCE)}
    ></fence-list>`;
  }

  #panel() {
    const { fence, isEdited, mayEdit } = this.#open;
    if (isEdited) return this.#editor();
    if (!fence) return undefined;
    const t = geofenceText();
    return html`<fence-facts
      .fence=${fence}
      .branches=${this.branches}
      reason=${mayEdit ? t.onlyOwners : t.onlyBosses}
      @close=${() => this.#go(undefined)}
    ></fence-facts>`;
  }

  #editor() {
    const { editing, fence, saving } = this.#open;
    return html`<fence-editor
      .editing=${editing}
      .revision=${editing.revision}
      .fence=${fence}
      .branches=${this.branches}
      .refused=${saving.refused}
      .findCars=${this.#findCars}
      ?chooses-branch=${this.user.branchId === null}
      ?busy=${saving.isBusy}
      @save=${() => this.#save()}
      @remove=${() => (this.isRemoving = true)}
      @close=${() => this.#go(undefined)}
      @place-given=${({ detail }: CustomEvent<Place>) => this.#place(detail)}
      @centre-wanted=${() => this.#place(this.fenceMap?.centre)}
      @car-wanted=${({ detail }: CustomEvent<string>) => this.#placeOfCar(detail)}
    ></fence-editor>`;
  }

  /** Cards beside the map, or on a phone one sheet that holds the list or the panel. */
  #floating() {
    const panel = this.#panel();
    const t = geofenceText();
    if (this.#layout.isPhone) {
      return html`<bottom-sheet
        stop=${this.sheet}
        @stop-change=${({ detail }: CustomEvent<SheetStop>) => (this.sheet = detail)}
        >${panel ?? this.#list()}</bottom-sheet
      >`;
    }
    return html`<aside
        class="card browser"
        aria-label=${t.title}
        ?hidden=${this.#layout.hidesList(this.#overMap)}
      >
        ${this.#list()}
      </aside>
      ${panel ? html`<aside class="card panel" aria-label=${t.details}>${panel}</aside>` : nothing}`;
  }

  #dialogs() {
    const { fence, leaving, saving } = this.#open;
    return html`${discardDialog({
      open: leaving.wantedHref !== undefined,
      onYes: () => leaving.leave(),
      onNo: () => leaving.stay(),
    })}
    ${removeDialog(fence?.name ?? "", {
      open: this.isRemoving,
      busy: saving.isBusy,
      onYes: () => void this.#remove(),
      onNo: () => (this.isRemoving = false),
    })}`;
  }

  protected override render() {
    this.#layout.place(this.#overMap);
    const { editing, isEdited } = this.#open;
    return html`<h1 class="visually-hidden">${geofenceText().title}</h1>
      <div class="stage">
        ${this.#map.render({
          draw: () => this.#fenceMap(),
          hint: geofenceText().mapFailedHint,
          place: "empty",
        })}
        <map-controls
          fit-label=${geofenceText().all}
          @zoom=${({ detail }: CustomEvent<number>) => this.fenceMap?.zoomBy(detail)}
          @fit-fleet=${() => this.#camera.showAll(this.#sights)}
        ></map-controls>
        ${
          isEdited && this.#map.isReady
            ? html`<draw-tools .editing=${editing} .revision=${editing.revision}></draw-tools>`
            : nothing
        }
        ${this.#floating()}
      </div>
      ${this.#dialogs()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "geofences-page": GeofencesPage;
  }
}
