import type { ReactiveController, ReactiveControllerHost } from "lit";
import { advance } from "./playback.ts";
import { PLAIN_MANNER } from "./replay-address.ts";
import type { Replay } from "./replay-controller.ts";
import { nextMark, previousMark, type StoryEntry } from "./story.ts";
import { keySteps } from "./timeline.ts";

/** Who wants less motion sees the car step, once in this time, ms. */
const STEP_MS = 1_000;
/** After a pause of the browser, such as a hidden tab, no more than this is caught up with, ms. */
const MOST_CAUGHT_UP_MS = 1_000;
/** Going back passes over what began within this time of the person's, ms: else one never gets away. */
const BACK_GRACE_MS = 1_200;

const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** Moves the playhead of a recording: by itself while it plays, or to where it is put. */
export class PlaybackController implements ReactiveController {
  atMs = 0;
  isPlaying = false;
  rate = PLAIN_MANNER.rate;
  skipsStops = true;
  readonly #host: ReactiveControllerHost;
  readonly #onMove: () => void;
  #replay: Replay | undefined;
  #lastMs = 0;
  #cancel: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, onMove: () => void) {
    this.#host = host;
    this.#onMove = onMove;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.pause();
  }

  /** Puts in another recording, the playhead at a moment of it, or at its start. */
  open(replay: Replay, atMs: number | undefined): void {
    this.pause();
    this.#replay = replay;
    this.atMs = this.#inside(atMs ?? replay.span.fromMs);
  }

  toggle(): void {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    const { span } = this.#replay ?? {};
    if (!span || this.isPlaying) return;
    if (this.atMs >= span.toMs) this.seek(span.fromMs);
    this.isPlaying = true;
    this.#lastMs = performance.now();
    this.#await();
    this.#host.requestUpdate();
  }

  pause(): void {
    this.#cancel?.();
    this.isPlaying = false;
    this.#host.requestUpdate();
  }

  /** Puts the playhead somewhere; the recording goes on from there if it plays. */
  seek(ms: number): void {
    this.atMs = this.#inside(ms);
    this.#host.requestUpdate();
    this.#onMove();
  }

  /** Moves the playhead as one press of an arrow key does. */
  stepBy(by: 1 | -1): void {
    if (this.#replay) this.seek(this.atMs + by * keySteps(this.#replay.span).step);
  }

  /** The stop or event that one skips to, forwards or backwards. */
  markBeside(by: 1 | -1): StoryEntry | undefined {
    const { story = [], span } = this.#replay ?? {};
    const graceMs = this.isPlaying ? this.rate * BACK_GRACE_MS : 0;
    const mark = by > 0 ? nextMark(story, this.atMs) : previousMark(story, this.atMs, graceMs);
    // what began before or ends the recording cannot be gone to
    return mark && span && mark.fromMs >= span.fromMs && mark.fromMs <= span.toMs
      ? mark
      : undefined;
  }

  skipTo(by: 1 | -1): void {
    const mark = this.markBeside(by);
    if (mark) this.seek(mark.fromMs);
  }

  setRate(rate: number): void {
    this.rate = rate;
    this.#host.requestUpdate();
    this.#onMove();
  }

  toggleSkipping(): void {
    this.skipsStops = !this.skipsStops;
    this.#host.requestUpdate();
  }

  #inside(ms: number): number {
    const { fromMs, toMs } = this.#replay?.span ?? { fromMs: ms, toMs: ms };
    return Math.max(fromMs, Math.min(toMs, ms));
  }

  #await(): void {
    if (lessMotion.matches) {
      const timer = setTimeout(this.#advance, STEP_MS);
      this.#cancel = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(this.#advance);
      this.#cancel = () => cancelAnimationFrame(frame);
    }
  }

  readonly #advance = (): void => {
    const replay = this.#replay;
    if (!replay || !this.isPlaying) return;
    const nowMs = performance.now();
    const elapsedMs = Math.min(MOST_CAUGHT_UP_MS, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    const endMs = replay.span.toMs;
    const quiet = this.skipsStops ? replay.quiet : [];
    this.seek(advance(this.atMs, elapsedMs, { endMs, rate: this.rate, quiet }));
    if (this.atMs >= endMs) this.pause();
    else this.#await();
  };
}
