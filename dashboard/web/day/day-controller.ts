import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Fleet, FleetChange } from "../fleet/fleet.ts";
import type { RouteNews } from "../live/live-news.ts";
import { serverNowMs } from "../page/clock.ts";
import {
  loadTrack,
  loadVehicleDay,
  isTurn,
  startOfDayMs,
  startOfNextDayMs,
  type VehicleDay,
  withFix,
  withRouteNews,
  withTrack,
} from "./vehicle-day.ts";

export type DayState =
  | { readonly kind: "none" }
  | { readonly kind: "loading"; readonly vehicleId: string }
  | { readonly kind: "failed"; readonly vehicleId: string }
  | { readonly kind: "ready"; readonly day: VehicleDay };

/** New fixes are drawn at most this often: the track is for the eye, the car itself glides, ms. */
const REDRAW_MS = 1_000;

/** Keeps one car's day: loaded when the car is chosen, then grown by fixes and route news. */
export class DayController implements ReactiveController {
  state: DayState = { kind: "none" };
  readonly #host: ReactiveControllerHost;
  readonly #fleet: () => Fleet;
  #loading = new AbortController();
  #unsubscribe: (() => void) | undefined;
  #redraw: ReturnType<typeof setTimeout> | undefined;
  #midnight: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, fleet: () => Fleet) {
    this.#host = host;
    this.#fleet = fleet;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#fleet().subscribe((change) => this.#takeFixes(change));
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#loading.abort();
    clearTimeout(this.#redraw);
    clearTimeout(this.#midnight);
    this.#redraw = undefined;
  }

  /** Shows the day of another car, or of none. The panel's list comes first, the lines follow. */
  async show(vehicleId: string | undefined): Promise<void> {
    this.#loading.abort();
    clearTimeout(this.#midnight);
    if (vehicleId === undefined) return this.#set({ kind: "none" });
    const { signal } = (this.#loading = new AbortController());
    this.#set({ kind: "loading", vehicleId });
    try {
      const day = await loadVehicleDay(vehicleId, startOfDayMs(serverNowMs()), signal);
      if (signal.aborted) return;
      this.#set({ kind: "ready", day });
      this.#renewAtMidnight();
      for (const { id } of day.routes) void this.#drawTrack(id, signal);
    } catch {
      // the panel offers to try again; the reason is in the browser's network log
      if (!signal.aborted) this.#set({ kind: "failed", vehicleId });
    }
  }

  /** Takes in news of a route of the car that is shown; where one begins or ends, stops do too. */
  take(news: RouteNews): void {
    if (this.state.kind !== "ready") return;
    const before = this.state.day;
    const day = withRouteNews(before, news);
    if (day === before) return;
    this.#set({ kind: "ready", day });
    if (isTurn(before, news)) void this.#refresh(before);
    else if (news.kind === "route") void this.#drawTrack(news.event.route.id, this.#loading.signal);
  }

  /** Today is another day then, whatever has been on screen since. */
  #renewAtMidnight(): void {
    const nowMs = serverNowMs();
    this.#midnight = setTimeout(
      () => {
        if (this.state.kind === "ready") void this.#refresh(this.state.day);
        this.#renewAtMidnight();
      },
      startOfNextDayMs(nowMs) - nowMs,
    );
  }

  /** Reads the day again behind the one on screen; lines are read for routes that changed. */
  async #refresh(before: VehicleDay): Promise<void> {
    const { signal } = this.#loading;
    const known = new Map(before.routes.map(({ id, revision }) => [id, revision]));
    try {
      const fresh = await loadVehicleDay(before.vehicleId, startOfDayMs(serverNowMs()), signal);
      if (signal.aborted || this.state.kind !== "ready") return;
      this.#set({ kind: "ready", day: { ...fresh, tracks: this.state.day.tracks } });
      const changed = fresh.routes.filter(
        ({ id, revision, endTime }) => endTime === null || known.get(id) !== revision,
      );
      for (const { id } of changed) void this.#drawTrack(id, signal);
    } catch {
      // what is on screen was true a moment ago; the next snapshot tries again
    }
  }

  /** Without its line a route is still told of in the panel, and its next news asks for it again. */
  async #drawTrack(routeId: string, signal: AbortSignal): Promise<void> {
    const points = await loadTrack(routeId, signal).catch(() => undefined);
    if (!points || signal.aborted || this.state.kind !== "ready") return;
    this.#set({ kind: "ready", day: withTrack(this.state.day, routeId, points) });
  }

  #takeFixes(change: FleetChange): void {
    if (this.state.kind !== "ready") return;
    const { day } = this.state;
    // a new snapshot follows a gap in the feed, and route news may have been lost in it
    if (change === "all") void this.#refresh(day);
    else if (!change.some(({ vehicleId }) => vehicleId === day.vehicleId)) return;
    const vehicle = this.#fleet().vehicles.get(day.vehicleId);
    if (!vehicle) return;
    this.state = { kind: "ready", day: withFix(day, vehicle) };
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
