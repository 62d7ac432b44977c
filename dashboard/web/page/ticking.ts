import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Time between two beats, ms. */
const BEAT_MS = 1_000;

const listeners = new Set<() => void>();
const ticking = new Set<Ticking>();
let timer: ReturnType<typeof setInterval> | undefined;
let beats = 0;

const beat = (): void => {
  if (document.hidden) return;
  beats++;
  for (const listener of listeners) listener();
  // behind what the listeners redraw: an element that came by new content just now is up to date
  setTimeout(() => {
    for (const each of ticking) each.redraw();
  });
};

const keepBeating = (): void => {
  if (listeners.size + ticking.size > 0) timer ??= setInterval(beat, BEAT_MS);
  else {
    clearInterval(timer);
    timer = undefined;
  }
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
