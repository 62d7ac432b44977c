import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GeofenceVersion } from "../../../contracts/geofence-api.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { showToast } from "../kit/toast.ts";
import { LeavingController } from "../page/leaving-controller.ts";
import { ApiError } from "../session/api.ts";
import { FenceBook } from "./fence-book.ts";
import { bodyOf, fieldsOf } from "./fence-draft.ts";
import { FenceEditing } from "./fence-editing.ts";
import { FenceSaving } from "./fence-saving.ts";
import { sketchOf } from "./sketch-area.ts";
import { geofenceText } from "./text.ts";

type Host = ReactiveControllerHost & EventTarget;

/** In the address of a fence that is not saved yet. */
export const NEW_FENCE = "new";

/** The page of a fence, of a new one, or of all. */
export const fenceHref = (id: string | undefined): string =>
  id === undefined ? "/geofences" : `/geofences/${encodeURIComponent(id)}`;

type Asked = {
  /** The fence that the address names. */
  readonly fenceId: () => string | undefined;
  readonly user: () => User;
};

/** The fence that is open: found, put into the form, saved, ended. */
export class OpenFence implements ReactiveController {
  readonly #host: Host;
  readonly #asked: Asked;
  readonly book: FenceBook;
  readonly editing: FenceEditing;
  readonly saving: FenceSaving;
  readonly leaving: LeavingController;
  /** What the panel shows: a fence's id, `new`, or nothing. */
  shownId: string | undefined;
  #soughtId: string | undefined;

  constructor(host: Host, asked: Asked) {
    this.#host = host;
    this.#asked = asked;
    this.book = new FenceBook(host);
    this.editing = new FenceEditing(host);
    this.saving = new FenceSaving(host);
    this.leaving = new LeavingController(host, () => this.isEdited && this.editing.isDirty);
    host.addController(this);
  }

  /** Whether the person may draw fences at all. */
  get mayEdit(): boolean {
    return isAllowed(this.#asked.user().role, "geofences:edit");
  }

  /** The fence that is open; undefined for a new one, and for none. */
  get fence(): GeofenceVersion | undefined {
    return this.book.find(this.#asked.fenceId() ?? "");
  }

  get isNew(): boolean {
    return this.#asked.fenceId() === NEW_FENCE && this.mayEdit;
  }

  /** Whether what is open may be changed: staff of a branch change its own fences. */
  get isEdited(): boolean {
    const { fence } = this;
    if (!fence) return this.isNew;
    const { branchId } = this.#asked.user();
    const isOwn = branchId === null || fence.branchId === branchId;
    return this.mayEdit && isOwn && fence.validUntil === null;
  }

  hostUpdate(): void {
    this.#openInForm();
    const id = this.#asked.fenceId();
    const isMissing = id !== undefined && id !== NEW_FENCE && !this.fence;
    if (isMissing && this.book.load === "ready" && this.#soughtId !== id) void this.#seek(id);
  }

  /** Puts what the address names into the form, once it is known. */
  #openInForm(): void {
    const { fence } = this;
    const shownId = fence?.id ?? (this.isNew ? NEW_FENCE : undefined);
    if (shownId === this.shownId) return;
    this.shownId = shownId;
    this.saving.clear();
    if (fence) this.editing.open(fence);
    else this.editing.begin(this.#asked.user().branchId);
  }

  /** Fetches a fence that the list does not hold, because it has ended. */
  async #seek(id: string): Promise<void> {
    this.#soughtId = id;
    try {
      await this.book.seek(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const message = geofenceText().notFound;
      showToast(this.#host, { tone: "danger", message, detail: error.message });
      if (this.#asked.fenceId() === id) this.leaving.go(fenceHref(undefined), { replace: true });
    }
  }

  /** Saves what is in the form. Answers whether it is saved. */
  async save(): Promise<boolean> {
    const { fields, sketch } = this.editing;
    const body = bodyOf(fields, sketch);
    return body !== undefined && this.#show(await this.saving.save(this.fence?.id, body));
  }

  /** Shows a fence as the server has just answered it. */
  #show(saved: GeofenceVersion | undefined): boolean {
    if (!saved) return false;
    this.book.take(saved);
    this.editing.open(saved);
    this.shownId = saved.id;
    const isOpen = this.#asked.fenceId() !== undefined;
    this.leaving.go(fenceHref(saved.id), { replace: isOpen });
    return true;
  }

  /** Ends the fence from now on. What was removed by mistake begins anew as another one. */
  async remove(): Promise<void> {
    const { fence } = this;
    if (!fence) return;
    const again = bodyOf(fieldsOf(fence), sketchOf(fence.area));
    const putBack = async (): Promise<void> => {
      if (again) this.#show(await this.saving.save(undefined, again));
    };
    const ended = await this.saving.remove(fence, () => void putBack());
    if (!ended) return;
    this.book.take(ended);
    this.leaving.go(fenceHref(undefined));
  }
}
