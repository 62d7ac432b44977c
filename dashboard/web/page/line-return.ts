import type { ReactiveController, ReactiveControllerHost } from "lit";

const listeners = new Set<() => void>();

/** The line to the server is there again: what failed without it is worth another try. */
export const tellLineReturn = (): void => {
  for (const listener of [...listeners]) listener();
};

/** Calls back whenever the line to the server is there again, until the returned function is called. */
export const onLineReturn = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

class LineReturn implements ReactiveController {
  readonly #listener: () => void;
  #stop: (() => void) | undefined;

  constructor(listener: () => void) {
    this.#listener = listener;
  }

  hostConnected(): void {
    this.#stop = onLineReturn(this.#listener);
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}

/** The same as long as an element is on the page. */
export const whenLineReturns = (host: ReactiveControllerHost, listener: () => void): void => {
  host.addController(new LineReturn(listener));
};
