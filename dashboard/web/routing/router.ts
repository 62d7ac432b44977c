import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Asked before another address is gone to; one who answers false may ask the person and go then. */
export type LeaveGuard = (href: string) => boolean;

let guard: LeaveGuard | undefined;
/** The address that is shown: Back has changed the browser's own before anybody is asked. */
let shownHref = location.href;

/** Has a page asked before it is left, until the returned function is called. */
export const guardLeaving = (asked: LeaveGuard): (() => void) => {
  guard = asked;
  return () => {
    if (guard === asked) guard = undefined;
  };
};

/**
 * Goes to another address of this page without loading it anew. Everybody who shows something of
 * the address listens to `popstate`, as for the browser's own Back and Forward.
 */
export const navigate = (href: string, { replace = false } = {}): void => {
  if (guard && !guard(href)) return;
  if (replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  dispatchEvent(new PopStateEvent("popstate"));
};

const linkOf = (event: MouseEvent): HTMLAnchorElement | undefined =>
  event
    .composedPath()
    .find(
      (each): each is HTMLAnchorElement => each instanceof HTMLAnchorElement && each.href !== "",
    );

/** Whether the browser should open the link itself: in a new tab, as a file, on another server. */
const isForBrowser = (event: MouseEvent, link: HTMLAnchorElement): boolean =>
  event.defaultPrevented ||
  event.button !== 0 ||
  event.ctrlKey ||
  event.metaKey ||
  event.shiftKey ||
  event.altKey ||
  link.origin !== location.origin ||
  link.hasAttribute("download") ||
  (link.target !== "" && link.target !== "_self");

/** Redraws its element when the address changes, and keeps links to own pages inside the page. */
export class Router implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #isOwn: (path: string) => boolean;

  /** `isOwn` tells paths that are pages from those the server answers, such as `/api/docs`. */
  constructor(host: ReactiveControllerHost, isOwn: (path: string) => boolean) {
    this.#host = host;
    this.#isOwn = isOwn;
    host.addController(this);
  }

  /** The path that is open. */
  get path(): string {
    return location.pathname;
  }

  hostConnected(): void {
    addEventListener("popstate", this.#moved);
    addEventListener("click", this.#clicked);
  }

  hostDisconnected(): void {
    removeEventListener("popstate", this.#moved);
    removeEventListener("click", this.#clicked);
  }

  readonly #moved = ({ isTrusted }: PopStateEvent): void => {
    // Back and Forward have moved already: who stays is brought back
    if (isTrusted && guard && !guard(location.href)) {
      return history.pushState(null, "", shownHref);
    }
    shownHref = location.href;
    this.#host.requestUpdate();
  };

  readonly #clicked = (event: MouseEvent): void => {
    const link = linkOf(event);
    if (!link || isForBrowser(event, link) || !this.#isOwn(link.pathname)) return;
    event.preventDefault();
    if (link.href !== location.href) navigate(link.href);
  };
}
