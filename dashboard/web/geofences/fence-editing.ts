import type { ReactiveControllerHost } from "lit";
import type { GeofenceVersion } from "../../../contracts/geofence-api.ts";
import type { Place } from "../replay/geometry.ts";
import { type FenceFields, fieldsOf, newFields } from "./fence-draft.ts";
import { type History, historyOf, record, redone, settled, undone } from "./history.ts";
import { sketchOf } from "./sketch-area.ts";
import type { Handle } from "./sketch-features.ts";
import {
  closedSketch,
  emptySketch,
  hasEnoughVertices,
  type ShapeKind,
  type Sketch,
  withEdgeAt,
  withoutVertex,
  withSize,
  withVertex,
  withVertexAfter,
  withVertexMoved,
} from "./sketch.ts";

/** A shape that a new fence is drawn as until another is chosen. */
const FIRST_SHAPE = "polygon";

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What of a sketch is worth keeping: an empty one of another kind is nothing yet. */
const placesOf = ({ kind, vertices, sizeM }: Sketch): unknown =>
  vertices.length === 0 ? [] : [kind, vertices, sizeM];

/** One fence in the making: its fields, its shape, and each step of drawing that can be taken back. */
export class FenceEditing {
  readonly #host: ReactiveControllerHost;
  #opened = { fields: newFields(null), sketch: emptySketch(FIRST_SHAPE) };
  #fields = this.#opened.fields;
  #history: History<Sketch> = historyOf(this.#opened.sketch);
  /** The shape there was before another was begun, to return to. */
  #kept: Sketch | undefined;
  /** The vertex that Delete removes. */
  chosenIndex: number | undefined;
  /** Counts changes, for elements that are handed this very object again. */
  revision = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  #changed(): void {
    this.revision++;
    this.#host.requestUpdate();
  }

  get fields(): FenceFields {
    return this.#fields;
  }

  get sketch(): Sketch {
    return this.#history.present;
  }

  get isDrawing(): boolean {
    return !this.sketch.isClosed;
  }

  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }

  /** Whether anything would be lost. */
  get isDirty(): boolean {
    const { fields, sketch } = this.#opened;
    return !isSame(fields, this.#fields) || !isSame(placesOf(sketch), placesOf(this.sketch));
  }

  /** Begins a new fence. */
  begin(branchId: string | null): void {
    this.#open(newFields(branchId), emptySketch(FIRST_SHAPE));
  }

  /** Begins to edit a fence. */
  open(fence: GeofenceVersion): void {
    this.#open(fieldsOf(fence), sketchOf(fence.area));
  }

  #open(fields: FenceFields, sketch: Sketch): void {
    this.#opened = { fields, sketch };
    this.#fields = fields;
    this.#history = historyOf(sketch);
    this.#kept = undefined;
    this.chosenIndex = undefined;
    this.#changed();
  }

  type(part: Partial<FenceFields>): void {
    this.#fields = { ...this.#fields, ...part };
    this.#changed();
  }

  #step(sketch: Sketch, key?: string): void {
    this.#history = record(this.#history, sketch, key);
    this.#changed();
  }

  /** Begins another shape in the place of the one there is, or returns to the one there was. */
  draw(kind: ShapeKind): void {
    if (this.sketch.isClosed) this.#kept = this.sketch;
    this.chosenIndex = undefined;
    this.#step(this.#kept?.kind === kind ? this.#kept : emptySketch(kind));
  }

  /** What a click on the map adds. */
  click(place: Place): void {
    const { kind, vertices } = this.sketch;
    const isEdge = kind === "circle" && vertices.length > 0;
    this.#step(
      isEdge ? closedSketch(withEdgeAt(this.sketch, place)) : withVertex(this.sketch, place),
    );
  }

  /** What a click on a vertex ends: an outline at its first one, anything at its last. */
  clickVertex(index: number): void {
    const { kind, vertices } = this.sketch;
    if (index === vertices.length - 1 || (index === 0 && kind === "polygon")) this.finish();
  }

  /** Adds a vertex that was typed or taken from somewhere; a circle is whole with its centre. */
  place(place: Place): void {
    const next = withVertex(this.sketch, place);
    this.#step(next.kind === "circle" ? closedSketch(next) : next);
  }

  resize(sizeM: number | null): void {
    this.#step(withSize(this.sketch, sizeM), "size");
  }

  moveVertex(index: number, place: Place): void {
    this.#step(withVertexMoved(this.sketch, index, place), `vertex ${index}`);
  }

  /** Takes hold of a handle; the middle of a side becomes a vertex. Answers what is held then. */
  grab(handle: Handle): Handle {
    this.#history = settled(this.#history);
    if (handle.kind === "edge") return handle;
    const index = handle.kind === "middle" ? handle.index + 1 : handle.index;
    this.choose(index);
    return handle.kind === "middle" ? handle : { kind: "vertex", index };
  }

  /** Moves what is held. Answers what is held from now on. */
  drag(handle: Handle, place: Place): Handle {
    if (handle.kind === "middle") {
      const index = handle.index + 1;
      this.#step(withVertexAfter(this.sketch, handle.index, place), `drag ${index}`);
      return { kind: "vertex", index };
    }
    if (handle.kind === "edge") this.#step(withEdgeAt(this.sketch, place), "drag edge");
    else this.#step(withVertexMoved(this.sketch, handle.index, place), `drag ${handle.index}`);
    return handle;
  }

  /** Lets go: the way of the drag is one step. */
  drop(): void {
    this.#history = settled(this.#history);
  }

  choose(index: number | undefined): void {
    this.chosenIndex = index;
    this.#changed();
  }

  removeVertex(index: number): void {
    this.chosenIndex = undefined;
    this.#step(withoutVertex(this.sketch, index));
  }

  /** Removes the chosen vertex, or while drawing the last one. */
  removeLast(): void {
    const index = this.chosenIndex ?? (this.isDrawing ? this.sketch.vertices.length - 1 : -1);
    if (index >= 0) this.removeVertex(index);
  }

  /** Ends the drawing, where there is enough of it. */
  finish(): void {
    if (this.isDrawing) this.#step(closedSketch(this.sketch));
  }

  /** Gives the drawing up: back to the shape before, or to nothing drawn. */
  cancel(): void {
    if (this.canCancel) this.#step(this.#kept ?? emptySketch(this.sketch.kind));
  }

  /** Whether there is a drawing to give up. */
  get canCancel(): boolean {
    return this.isDrawing && (this.sketch.vertices.length > 0 || this.#kept !== undefined);
  }

  get canFinish(): boolean {
    return this.isDrawing && hasEnoughVertices(this.sketch);
  }

  undo(): void {
    this.#history = undone(this.#history);
    this.choose(undefined);
  }

  redo(): void {
    this.#history = redone(this.#history);
    this.choose(undefined);
  }
}
