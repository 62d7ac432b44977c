import type { ReactiveController, ReactiveControllerHost } from "lit";
import { hearingMs, serverNowMs } from "../page/clock.ts";
import { tellBeat, onBeat } from "../page/ticking.ts";
import type { Fleet, FleetChange } from "./fleet.ts";
import type { Bounds } from "./bounds.ts";
import type { Car } from "./car.ts";
import {
  arranged,
  asBefore,
  byPlate,
  filterFleet,
  type FleetCounts,
  inPlace,
  type SortOrder,
} from "./fleet-filter.ts";
import type { VehicleConnection } from "./connection.ts";
import type { VehicleStatus } from "./status.ts";

/** What the person asked the list for. */
export type Browse = {
  readonly query: string;
  readonly statuses: ReadonlySet<VehicleStatus>;
  readonly connections: ReadonlySet<VehicleConnection>;
  readonly onlyOnMap: boolean;
  readonly order: SortOrder;
};

/** What a list is asked for that leaves nobody out. */
export const NO_FILTER: Omit<Browse, "order"> = {
  query: "",
  statuses: new Set(),
  connections: new Set(),
  onlyOnMap: false,
};

/** The fleet as the list shows it. */
export type FleetView = {
  readonly ids: readonly string[];
  readonly counts: FleetCounts;
  /** Ids of the cars above; undefined while nothing narrows the fleet down. */
  readonly shownIds: ReadonlySet<string> | undefined;
};

/** Keeps the filtered, ordered fleet for its element; it follows the feed once a second, the map directly. */
export class FleetViewController implements ReactiveController {
  #browse: Browse = { ...NO_FILTER, order: "plate" };
  #bounds: Bounds | undefined;
  #held = false;
  #view: FleetView | undefined;
  /** The list as it was shown last, and the whole fleet in its order. */
  #last: readonly string[] = [];
  #inOrder: readonly Car[] = [];
  /** Cars came, went or have other plates since `#inOrder` was made. */
  #isReordered = true;
  /** The feed has told something that is not shown yet. */
  #isBehind = false;
  /** When the next listed car becomes late without the feed telling anything, ms. */
  #nextLateMs = Number.POSITIVE_INFINITY;
  /** By which moment the list tells how cars are heard, ms. */
  #judgedMs = Number.NEGATIVE_INFINITY;
  readonly #host: ReactiveControllerHost;
  readonly #fleet: () => Fleet;
  #release: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, fleet: () => Fleet) {
    this.#host = host;
    this.#fleet = fleet;
    host.addController(this);
  }

  hostConnected(): void {
    this.#release = [
      this.#fleet().subscribe((change) => this.#follow(change)),
      onBeat(() => this.#isDue && this.#invalidate()),
    ];
    this.#isReordered = true;
  }

  hostDisconnected(): void {
    for (const release of this.#release.splice(0)) release();
  }

  get browse(): Browse {
    return this.#browse;
  }

  set browse(browse: Browse) {
    const reordered = browse.order !== this.#browse.order;
    this.#browse = browse;
    if (reordered) this.#last = [];
    this.#invalidate();
  }

  /** What the map shows; it only matters while the list is limited to it. */
  set bounds(bounds: Bounds) {
    this.#bounds = bounds;
    if (this.#browse.onlyOnMap) this.#invalidate();
  }

  /** While held, rows keep their places: the person is working in the list. */
  set held(held: boolean) {
    this.#held = held;
  }

  get view(): FleetView {
    this.#view ??= this.#compute();
    return this.#view;
  }

  /** The list tells something else now; a line that is lost takes back who became late since. */
  get #isDue(): boolean {
    const heardMs = hearingMs(serverNowMs());
    return this.#isBehind || heardMs > this.#nextLateMs || heardMs < this.#judgedMs;
  }

  #compute(): FleetView {
    const { onlyOnMap, order, ...asked } = this.#browse;
    const filter = { ...asked, bounds: onlyOnMap ? this.#bounds : undefined };
    if (this.#isReordered) this.#inOrder = byPlate(asBefore(this.#inOrder, this.#fleet().cars));
    this.#isReordered = false;
    this.#isBehind = false;
    const inOrder = arranged(this.#inOrder, order);
    const nowMs = hearingMs(serverNowMs());
    const { matching, counts, nextLateMs } = filterFleet(inOrder, filter, nowMs);
    this.#judgedMs = nowMs;
    this.#nextLateMs = nextLateMs;
    const ids = matching.map(({ vehicleId }) => vehicleId);
    this.#last = this.#held ? inPlace(ids, this.#last) : ids;
    // the map's own edge must not fade cars while it moves
    const { query, statuses, connections } = asked;
    const narrowed = query.trim() !== "" || statuses.size > 0 || connections.size > 0;
    return { ids: this.#last, counts, shownIds: narrowed ? new Set(ids) : undefined };
  }

  #follow(change: FleetChange): void {
    this.#isBehind = true;
    if (change !== "all") return tellBeat();
    this.#isReordered = true;
    this.#invalidate();
  }

  #invalidate(): void {
    this.#view = undefined;
    this.#host.requestUpdate();
  }
}
