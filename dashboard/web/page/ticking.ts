import type { ReactiveController, ReactiveControllerHost } from "lit";

const hosts = new Set<ReactiveControllerHost>();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  if (document.hidden) return;
  for (const host of hosts) host.requestUpdate();
};

class Ticking implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  hostConnected(): void {
    hosts.add(this.#host);
    timer ??= setInterval(tick, 1_000);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    if (hosts.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }
}

/** Redraws an element once a second while it is on the page, all of them on the same beat. */
export const tickEverySecond = (host: ReactiveControllerHost): void => {
  host.addController(new Ticking(host));
};
