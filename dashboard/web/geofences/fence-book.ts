import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GeofenceVersion } from "../../../contracts/geofence-api.ts";
import { serverNowMs } from "../page/clock.ts";
import { loadFence, loadFences } from "./fence-api.ts";

/** How far the list has come. `failed`: what it holds is from `atMs`, or nothing. */
export type FenceLoad = "loading" | "ready" | "failed";

const byName = (a: GeofenceVersion, b: GeofenceVersion): number =>
  a.name < b.name ? -1 : Number(a.name > b.name);

/** The fences that hold, by name, as the server told of them last. */
export class FenceBook implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  fences: readonly GeofenceVersion[] = [];
  load: FenceLoad = "loading";
  /** When all of it was last known to be true, ms; undefined before the first time. */
  atMs: number | undefined;
  /** One that holds no longer, looked up by its address. */
  #ended: GeofenceVersion | undefined;
  /** Counts changes, for elements that are handed this very object again. */
  revision = 0;
  #latest = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  #changed(): void {
    this.revision++;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    void this.reload();
  }

  hostDisconnected(): void {
    this.#latest++;
  }

  /** Asks the server again; what was known stays meanwhile, and if it does not answer. */
  async reload(): Promise<void> {
    const turn = ++this.#latest;
    if (this.atMs === undefined) this.load = "loading";
    this.#changed();
    const fences = await loadFences().catch(() => undefined);
    if (turn !== this.#latest) return; // a later one says more
    this.load = fences ? "ready" : "failed";
    if (fences) {
      this.fences = fences;
      this.atMs = serverNowMs();
    }
    this.#changed();
  }

  /** A fence that is known. */
  find(id: string): GeofenceVersion | undefined {
    const held = this.fences.find((fence) => fence.id === id);
    return held ?? (this.#ended?.id === id ? this.#ended : undefined);
  }

  /** Looks a fence up that is not in the list, because it has ended. Throws `ApiError`. */
  async seek(id: string): Promise<void> {
    const fence = await loadFence(id);
    if (fence.validUntil === null) return this.take(fence);
    this.#ended = fence;
    this.#changed();
  }

  /** Takes in a fence as the server has just answered it: new, changed, or ended. */
  take(fence: GeofenceVersion): void {
    const others = this.fences.filter(({ id }) => id !== fence.id);
    this.fences = fence.validUntil === null ? [...others, fence].sort(byName) : others;
    this.#changed();
  }
}
