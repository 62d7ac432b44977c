import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Fleet, FleetChange } from "../fleet/fleet.ts";
import type { RouteNews } from "../live/live-news.ts";
import { hereZone } from "../i18n/dates.ts";
import { serverNowMs } from "../page/clock.ts";
import { dayPeriod } from "../replay/replay-period.ts";
import { isTurn, type VehicleDay, withFix, withRouteNews, withTrack } from "./vehicle-day.ts";

export type DayState =
  | { readonly kind: "none" }
  | { readonly kind: "loading"; readonly vehicleId: string }
  | { readonly kind: "failed"; readonly vehicleId: string }
  | {
      readonly kind: "ready";
      readonly day: VehicleDay;
      /** When all of it was last known to be true, ms. */
      readonly asOfMs: number;
      /** It could not be read again when it should have been. */
      readonly isStale: boolean;
    };

/** Suspicions and refuels are announced nowhere: the day is read again this often, ms … */
const READ_EVERY_MS = 30_000;
/** … and after news so much later, because one thing that happens is told of by several, ms. */
const GATHER_MS = 250;
/** New fixes are drawn at most this often: the track is for the eye, the car itself glides, ms. */
const REDRAW_MS = 1_000;

/** The list comes without what only a chosen car wants. */
const loading = () => import("./load-day.ts");

/** Keeps one car's day: loaded when the car is chosen, then grown by fixes and news. */
export class DayController implements ReactiveController {
  state: DayState = { kind: "none" };
  readonly #host: ReactiveControllerHost;
  readonly #fleet: () => Fleet;
  #loading = new AbortController();
  #unsubscribe: (() => void) | undefined;
  #zone = hereZone();
  #redraw: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** The latest reading: one that it has overtaken is older than what is on screen. */
  #reading = 0;
  /** Fixes may have been lost of the route that is still driven. */
  #hasGap = false;

  constructor(host: ReactiveControllerHost, fleet: () => Fleet) {
    this.#host = host;
    this.#fleet = fleet;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#fleet().subscribe((change) => this.#takeFixes(change));
    document.addEventListener("visibilitychange", this.#seen);
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    document.removeEventListener("visibilitychange", this.#seen);
    this.#loading.abort();
    clearTimeout(this.#redraw);
    clearTimeout(this.#again);
    this.#redraw = undefined;
  }

  /** Shows the day of another car, or of none. The panel's list comes first, the lines follow. */
  async show(vehicleId: string | undefined): Promise<void> {
    this.#loading.abort();
    clearTimeout(this.#again);
    if (vehicleId === undefined) return this.#set({ kind: "none" });
    const { signal } = (this.#loading = new AbortController());
    this.#set({ kind: "loading", vehicleId });
    const zone = this.#zone;
    try {
      const day = await this.#load(vehicleId, signal);
      if (signal.aborted) return;
      this.#set({ kind: "ready", day, asOfMs: serverNowMs(), isStale: false });
      this.#readAgainIn(zone === this.#zone ? READ_EVERY_MS : 0);
      for (const { id } of day.routes) void this.#drawTrack(id, signal);
    } catch {
      // the panel offers to try again; the reason is in the browser's network log
      if (!signal.aborted) this.#set({ kind: "failed", vehicleId });
    }
  }

  /** Sets by whose clocks the day begins and ends, IANA; another day is read then. */
  useZone(zone: string): void {
    if (zone === this.#zone) return;
    this.#zone = zone;
    if (this.state.kind === "ready") this.#readAgainIn(0);
  }

  /** Takes in news of a route of the car that is shown; where one begins or ends, stops do too. */
  take(news: RouteNews): void {
    if (this.state.kind !== "ready") return;
    const before = this.state.day;
    const day = withRouteNews(before, news);
    if (day === before) return;
    this.#set({ ...this.state, day });
    if (isTurn(before, news)) this.#readAgainIn(GATHER_MS);
    else if (news.kind === "route") void this.#drawTrack(news.event.route.id, this.#loading.signal);
  }

  /** Something happened to a car: where its day is shown, it is read again. */
  hear(vehicleId: string): void {
    if (this.state.kind === "ready" && this.state.day.vehicleId === vehicleId)
      this.#readAgainIn(GATHER_MS);
  }

  /** What was not read while nobody looked is read when somebody does. */
  readonly #seen = (): void => {
    if (!document.hidden && this.state.kind === "ready") this.#readAgainIn(0);
  };

  async #load(vehicleId: string, signal: AbortSignal): Promise<VehicleDay> {
    const { loadVehicleDay } = await loading();
    return loadVehicleDay(vehicleId, dayPeriod(serverNowMs(), this.#zone), signal);
  }

  /** After midnight today is another day, whatever has been on screen since. */
  #readAgainIn(pauseMs: number): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.#refresh(), pauseMs);
  }

  /** Reads the day again behind the one on screen; lines are read for routes that changed. */
  async #refresh(): Promise<void> {
    if (this.state.kind !== "ready" || document.hidden) return;
    const before = this.state.day;
    const { signal } = this.#loading;
    this.#readAgainIn(READ_EVERY_MS);
    const reading = ++this.#reading;
    const known = new Map(before.routes.map(({ id, revision }) => [id, revision]));
    const fresh = await this.#load(before.vehicleId, signal).catch(() => undefined);
    if (signal.aborted || reading !== this.#reading || this.state.kind !== "ready") return;
    // what is on screen was true a moment ago, and says so; the next turn tries again
    if (!fresh) return this.#set({ ...this.state, isStale: true });
    const day = { ...fresh, tracks: this.state.day.tracks };
    this.#set({ kind: "ready", day, asOfMs: serverNowMs(), isStale: false });
    const hadGap = this.#hasGap;
    this.#hasGap = false;
    const changed = fresh.routes.filter(
      ({ id, revision, endTime }) => known.get(id) !== revision || (hadGap && endTime === null),
    );
    for (const { id } of changed) void this.#drawTrack(id, signal);
  }

  /** Without its line a route is still told of in the panel, and its next news asks for it again. */
  async #drawTrack(routeId: string, signal: AbortSignal): Promise<void> {
    const points = await loading()
      .then(({ loadTrack }) => loadTrack(routeId, signal))
      .catch(() => undefined);
    if (!points || signal.aborted || this.state.kind !== "ready") return;
    this.#set({ ...this.state, day: withTrack(this.state.day, routeId, points) });
  }

  #takeFixes(change: FleetChange): void {
    if (this.state.kind !== "ready") return;
    const { day } = this.state;
    // a new snapshot follows a gap in the feed, and route news may have been lost in it
    if (change === "all") {
      this.#hasGap = true;
      this.#readAgainIn(0);
    } else if (!change.some(({ vehicleId }) => vehicleId === day.vehicleId)) return;
    const vehicle = this.#fleet().vehicles.get(day.vehicleId);
    if (!vehicle) return;
    this.state = { ...this.state, day: withFix(day, vehicle) };
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      this.#host.requestUpdate();
    }, REDRAW_MS);
  }

  #set(state: DayState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
