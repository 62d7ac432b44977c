import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type LiveAddress, readLiveAddress, writeLiveAddress } from "./live-address.ts";

/** Browsers refuse more than a few changes of the address a second, ms. */
const WRITE_AFTER_MS = 500;

/** What is on screen besides the chosen car and its part, which only the address knows. */
export type LiveView = Omit<LiveAddress, "vehicleId" | "part">;

type Page = {
  /** What is on screen now. */
  readonly shown: () => LiveView;
  /** A step of the history is about to be left. */
  readonly onLeave: () => void;
  /** The page is opened, or somebody goes back or forward: this is to be shown. */
  readonly onVisit: (address: LiveAddress) => void;
  /** Another car is chosen, or none. */
  readonly onChoose: (vehicleId: string | undefined) => void;
};

/**
 * Keeps the live page and its address the same: a link, Back and a reload lead to what was seen. A
 * choice of a car is a step of the history; search, filters and camera change the step one is at.
 */
export class LiveAddressController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #page: Page;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, page: Page) {
    this.#host = host;
    this.#page = page;
    host.addController(this);
  }

  /** Id of the chosen car. */
  get vehicleId(): string | undefined {
    return readLiveAddress(location.search).vehicleId;
  }

  /** Which part of the chosen car is looked at; undefined for the first. */
  get part(): string | undefined {
    return readLiveAddress(location.search).part;
  }

  /** Looks at another part; no step of its own for Back. */
  choosePart(part: string): void {
    this.#replace(part);
    this.#host.requestUpdate();
  }

  /** Chooses a car, or none. Choosing the same one again changes nothing. */
  choose(vehicleId: string | undefined): void {
    if (vehicleId === this.vehicleId) return;
    // the step that is left keeps what was seen in it
    this.#page.onLeave();
    this.#write();
    const shown = { ...this.#page.shown(), vehicleId, part: this.part, following: false };
    history.pushState(null, "", this.#hrefOf(shown));
    this.#page.onChoose(vehicleId);
    this.#host.requestUpdate();
  }

  /** What is on screen has changed: the address follows before long. */
  note(): void {
    this.#timer ??= setTimeout(this.#write, WRITE_AFTER_MS);
  }

  hostConnected(): void {
    addEventListener("popstate", this.#visited);
    this.#visited();
  }

  hostDisconnected(): void {
    removeEventListener("popstate", this.#visited);
    this.#forget();
  }

  #hrefOf(address: LiveAddress): string {
    return `${location.pathname}${writeLiveAddress(location.search, address)}`;
  }

  readonly #write = (): void => this.#replace(this.part);

  #replace(part: string | undefined): void {
    this.#forget();
    const href = this.#hrefOf({ ...this.#page.shown(), vehicleId: this.vehicleId, part });
    if (href === `${location.pathname}${location.search}`) return;
    history.replaceState(null, "", href);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #visited = (): void => {
    this.#forget();
    const address = readLiveAddress(location.search);
    this.#page.onChoose(address.vehicleId);
    this.#page.onVisit(address);
    this.#host.requestUpdate();
  };
}
