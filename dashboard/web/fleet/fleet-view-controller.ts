import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { Fleet, FleetChange } from "./fleet.ts";
import type { Bounds } from "./bounds.ts";
import { asBefore, filterFleet, inPlace, type SortOrder, sortFleet } from "./fleet-filter.ts";
import { STATUSES, type VehicleStatus } from "./status.ts";

/** What the person asked the list for. */
export type Browse = {
  readonly query: string;
  readonly statuses: ReadonlySet<VehicleStatus>;
  readonly onlyOnMap: boolean;
  readonly order: SortOrder;
};

/** The fleet as the list shows it. */
export type FleetView = {
  readonly vehicles: readonly VehicleSummary[];
  readonly counts: Readonly<Record<VehicleStatus, number>>;
  /** Ids of the cars above; undefined while nothing narrows the fleet down. */
  readonly shownIds: ReadonlySet<string> | undefined;
};

/** The states that the address asks for: a figure elsewhere leads to the cars it counts. */
const askedStatuses = (): ReadonlySet<VehicleStatus> => {
  const asked = new URLSearchParams(location.search).get("status");
  return new Set(STATUSES.filter((status) => status === asked));
};

/** The list follows the feed at this pace; the map follows it directly, ms. */
const REDRAW_MS = 1_000;

/** Keeps the filtered, ordered fleet for its element, and redraws it at most once a second. */
export class FleetViewController implements ReactiveController {
  #browse: Browse = { query: "", statuses: askedStatuses(), onlyOnMap: false, order: "plate" };
  #bounds: Bounds | undefined;
  #held = false;
  #view: FleetView | undefined;
  /** The list as it was shown last, and the whole fleet in its order. */
  #last: readonly string[] = [];
  #inOrder: readonly VehicleSummary[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #fleet: () => Fleet;
  #unsubscribe: (() => void) | undefined;
  #redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, fleet: () => Fleet) {
    this.#host = host;
    this.#fleet = fleet;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#fleet().subscribe((change) => this.#follow(change));
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    clearTimeout(this.#redraw);
    this.#redraw = undefined;
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

  #compute(): FleetView {
    const { query, statuses, onlyOnMap, order } = this.#browse;
    const bounds = onlyOnMap ? this.#bounds : undefined;
    const filter = { query, statuses, bounds };
    this.#inOrder = sortFleet(asBefore(this.#inOrder, this.#fleet().vehicles), order);
    const { matching, counts } = filterFleet(this.#inOrder, filter);
    const vehicles = this.#held ? inPlace(matching, this.#last) : matching;
    this.#last = vehicles.map(({ vehicleId }) => vehicleId);
    // the map's own edge must not fade cars while it moves
    const narrowed = query.trim() !== "" || statuses.size > 0;
    return { vehicles, counts, shownIds: narrowed ? new Set(this.#last) : undefined };
  }

  #follow(change: FleetChange): void {
    if (change === "all") return this.#invalidate();
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      this.#invalidate();
    }, REDRAW_MS);
  }

  #invalidate(): void {
    this.#view = undefined;
    this.#host.requestUpdate();
  }
}
