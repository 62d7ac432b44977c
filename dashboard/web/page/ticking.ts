import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Time between two beats, ms … */
const BEAT_MS = 1_000;
/** … the least, where news is there to be shown … */
const LEAST_MS = 900;
/** … and the most, where the next news is likely to come a little later than the beat. */
const MOST_MS = 1_150;

const listeners = new Set<() => void>();
const ticking = new Set<Ticking>();
let timer: ReturnType<typeof setTimeout> | undefined;
let beats = 0;
let beatMs = 0;
let hasNews = false;

const beat = (): void => {
  // where news comes every second too, each beat leaves it the time to come first
  timer = setTimeout(beat, hasNews ? MOST_MS : BEAT_MS);
  hasNews = false;
  if (document.hidden) return;
  beats++;
  beatMs = performance.now();
  for (const listener of listeners) listener();
  // behind what the listeners redraw: an element that came by new content just now is up to date
  setTimeout(() => {
    for (const each of ticking) each.redraw();
  });
};

const keepBeating = (): void => {
  if (listeners.size + ticking.size > 0) timer ??= setTimeout(beat, BEAT_MS);
  else {
    clearTimeout(timer);
    timer = undefined;
  }
};

/**
 * There is news for the next beat. Where that is due about now, it comes now, so that one frame
 * shows both: the news on the map and what the beat redraws.
 */
export const tellBeat = (): void => {
  hasNews = true;
  if (timer === undefined || performance.now() - beatMs < LEAST_MS) return;
  clearTimeout(timer);
  beat();
};

/**
 * Calls back once a second while the page can be seen, all on the same beat, until the returned
 * function is called.
 */
export const onBeat = (listener: () => void): (() => void) => {
  listeners.add(listener);
  keepBeating();
  return () => {
    listeners.delete(listener);
    keepBeating();
  };
};

class Ticking implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** The beat it was last drawn in. */
  #drawnIn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  hostConnected(): void {
    ticking.add(this);
    keepBeating();
  }

  hostUpdated(): void {
    this.#drawnIn = beats;
  }

  redraw(): void {
    if (this.#drawnIn !== beats) this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    ticking.delete(this);
    keepBeating();
  }
}

/** Redraws an element once a second while it is on the page, all of them on the same beat. */
export const tickEverySecond = (host: ReactiveControllerHost): void => {
  host.addController(new Ticking(host));
};
