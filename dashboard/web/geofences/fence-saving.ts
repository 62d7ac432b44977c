import type { ReactiveControllerHost } from "lit";
import type {
  GeofencePatch,
  GeofenceVersion,
  NewGeofence,
} from "../../../contracts/geofence-api.ts";
import { showToast } from "../kit/toast.ts";
import { ApiError } from "../session/api.ts";
import { archiveFence, drawFence, redrawFence } from "./fence-api.ts";
import { type FenceField, fieldOfError } from "./fence-draft.ts";
import { geofenceText } from "./text.ts";

type Host = ReactiveControllerHost & EventTarget;

const NONE: ReadonlyMap<FenceField, string> = new Map();

/** Sends fences to the server, one at a time, and tells the person what has come of it. */
export class FenceSaving {
  readonly #host: Host;
  /** An answer is awaited. */
  isBusy = false;
  /** What the server found wrong with the fence that was sent last, by field. */
  refused = NONE;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Forgets what was wrong: another fence is worked on. */
  clear(): void {
    this.refused = NONE;
    this.#host.requestUpdate();
  }

  /** Saves a new fence, or the next version of one. Answers undefined when that was refused. */
  async save(
    id: string | undefined,
    body: NewGeofence & GeofencePatch,
  ): Promise<GeofenceVersion | undefined> {
    const t = geofenceText();
    const send = () => (id === undefined ? drawFence(body) : redrawFence(id, body));
    const saved = await this.#send(send, t.notSaved);
    if (saved) this.#tell({ tone: "good", message: t.saved, detail: t.meaning });
    return saved;
  }

  /** Ends a fence from now on, and offers to let it begin anew. */
  async remove(
    { id, name }: GeofenceVersion,
    onPutBack: () => void,
  ): Promise<GeofenceVersion | undefined> {
    const t = geofenceText();
    const ended = await this.#send(() => archiveFence(id), t.notRemoved);
    if (!ended) return undefined;
    const action = { label: t.putBack, run: onPutBack };
    this.#tell({ tone: "good", message: t.removed, detail: name, action });
    return ended;
  }

  #tell(toast: Parameters<typeof showToast>[1]): void {
    showToast(this.#host, { key: "zone", ...toast });
  }

  async #send(
    send: () => Promise<GeofenceVersion>,
    failure: string,
  ): Promise<GeofenceVersion | undefined> {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    this.clear();
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#refuse(error, failure);
      return undefined;
    } finally {
      this.isBusy = false;
      this.#host.requestUpdate();
    }
  }

  /** What is about a field is told there, the rest in a notice. */
  #refuse({ fields, message }: ApiError, failure: string): void {
    const known = fields.flatMap((each) => {
      const field = fieldOfError(each);
      return field ? [[field, each.message] as const] : [];
    });
    this.refused = new Map(known);
    this.#tell({ tone: "danger", message: failure, detail: message });
  }
}
