import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Fleet, FleetChange } from "../fleet/fleet.ts";
import type { RouteNews } from "../live/live-news.ts";
import { serverNowMs } from "../page/clock.ts";
import {
  loadTrack,
  loadVehicleDay,
  startOfDayMs,
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
    this.#redraw = undefined;
  }

  /** Shows the day of another car, or of none. The panel's list comes first, the lines follow. */
  async show(vehicleId: string | undefined): Promise<void> {
    this.#loading.abort();
    if (vehicleId === undefined) return this.#set({ kind: "none" });
    const { signal } = (this.#loading = new AbortController());
    this.#set({ kind: "loading", vehicleId });
    try {
      const day = await loadVehicleDay(vehicleId, startOfDayMs(serverNowMs()), signal);
      if (signal.aborted) return;
      this.#set({ kind: "ready", day });
      await Promise.all(day.routes.map(({ id }) => this.#drawTrack(id, signal)));
    } catch {
      // the panel offers to try again; the reason is in the browser's network log
      if (!signal.aborted) this.#set({ kind: "failed", vehicleId });
    }
  }

  /** Takes in news of a route of the car that is shown, and draws its line again. */
  take(news: RouteNews): void {
    if (this.state.kind !== "ready") return;
    const day = withRouteNews(this.state.day, news);
    if (day === this.state.day) return;
    this.#set({ kind: "ready", day });
    if (news.kind === "retracted") return;
    // without the line the panel is still right, and the next news asks for it again
    this.#drawTrack(news.event.route.id, this.#loading.signal).catch(() => undefined);
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
      await Promise.all(changed.map(({ id }) => this.#drawTrack(id, signal)));
    } catch {
      // what is on screen was true a moment ago; the next snapshot tries again
    }
  }

  async #drawTrack(routeId: string, signal: AbortSignal): Promise<void> {
    const points = await loadTrack(routeId, signal);
    if (signal.aborted || this.state.kind !== "ready") return;
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
