import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Vehicle } from "../../../contracts/vehicle.ts";
import { serverNowMs } from "../page/clock.ts";
import { ApiError } from "../session/api.ts";
import { loadNearby, loadRecording, loadVehicle, type Nearby } from "./load-recording.ts";
import { dayPeriod } from "./replay-period.ts";
import type { Recording } from "./recording.ts";
import { type SpeedTrail, speedTrail, UNKNOWN_BAND } from "./speed-trail.ts";
import { storyOf, type StoryEntry } from "./story.ts";
import { quietSpans, silentSpans, type Span, worthWatching } from "./timeline.ts";

/** A recording with what is worked out from it once. */
export type Replay = {
  readonly recording: Recording;
  readonly story: readonly StoryEntry[];
  /** What the chart reaches over and the playhead moves in. */
  readonly span: Span;
  readonly quiet: readonly Span[];
  readonly silent: readonly Span[];
  readonly trail: SpeedTrail;
  /** Part of the trail was driven at a speed that nobody knows. */
  readonly hasUnknownSpeed: boolean;
};

/** How far the recording of a car's period has come. */
export type ReplayState =
  | { readonly kind: "none" }
  | { readonly kind: "loading"; readonly share: number }
  | { readonly kind: "missing" }
  | { readonly kind: "failed" }
  | { readonly kind: "empty"; readonly nearby: Nearby }
  | { readonly kind: "ready"; readonly replay: Replay };

/** What is to be watched: without a period, today. */
export type Wish = { readonly vehicleId: string; readonly period: Span | undefined };

const NOTHING_NEARBY: Nearby = { beforeMs: undefined, afterMs: undefined };

const replayOf = (recording: Recording): Replay => {
  const story = storyOf(recording, recording.readings.at(-1)?.atMs ?? 0);
  const trail = speedTrail(recording.fixes);
  return {
    recording,
    story,
    span: worthWatching(recording, story),
    quiet: quietSpans(recording, story),
    silent: silentSpans(recording, story),
    trail,
    hasUnknownSpeed: trail.features.some(({ properties }) => properties.band === UNKNOWN_BAND),
  };
};

/** Loads what is wished for; a wish that comes meanwhile takes the place of the one under way. */
export class ReplayController implements ReactiveController {
  state: ReplayState = { kind: "none" };
  vehicle: Vehicle | undefined;
  /** The period that is shown; undefined until the car, and with it its branch's clock, is known. */
  period: Span | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #zoneOf: (branchId: string) => string;
  readonly #onReady: (replay: Replay) => void;
  #loading = new AbortController();

  constructor(
    host: ReactiveControllerHost,
    zoneOf: (branchId: string) => string,
    onReady: (replay: Replay) => void,
  ) {
    this.#host = host;
    this.#zoneOf = zoneOf;
    this.#onReady = onReady;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#loading.abort();
  }

  /** Shows nothing. */
  clear(): void {
    this.#loading.abort();
    this.vehicle = undefined;
    this.period = undefined;
    this.#set({ kind: "none" });
  }

  async show(wish: Wish): Promise<void> {
    this.#loading.abort();
    const { signal } = (this.#loading = new AbortController());
    this.#set({ kind: "loading", share: 0 });
    try {
      const state = await this.#load(wish, signal);
      if (signal.aborted) return;
      if (state.kind === "ready") this.#onReady(state.replay);
      this.#set(state);
    } catch (error) {
      // the page offers to try again; the reason is in the browser's network log
      if (!signal.aborted) this.#set({ kind: isMissing(error) ? "missing" : "failed" });
    }
  }

  async #load({ vehicleId, period }: Wish, signal: AbortSignal): Promise<ReplayState> {
    if (this.vehicle?.id !== vehicleId) {
      this.vehicle = undefined;
      this.period = undefined;
      this.vehicle = await loadVehicle(vehicleId, signal);
    }
    this.period = period ?? dayPeriod(serverNowMs(), this.#zoneOf(this.vehicle.branchId));
    this.#host.requestUpdate();
    const onProgress = (share: number): void => this.#set({ kind: "loading", share });
    const recording = await loadRecording(vehicleId, this.period, { signal, onProgress });
    if (recording.readings.length > 0) return { kind: "ready", replay: replayOf(recording) };
    // where else to look is an extra: without it the day is still known to be empty
    const nearby = await loadNearby(vehicleId, this.period, signal).catch(() => NOTHING_NEARBY);
    return { kind: "empty", nearby };
  }

  #set(state: ReplayState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

/** A car that is not there, or not this person's, or whose id is none at all. */
const isMissing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 404 || error.status === 400);
