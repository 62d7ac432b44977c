import type { ReactiveControllerHost } from "lit";
import { MediaController } from "./media-controller.ts";

/** Up to this width the list and the panel share a sheet at the bottom instead of flanking the map. */
const PHONE = "(max-width: 760px)";

/** Whether the page is as narrow as a phone right now. */
export const isPhone = (): boolean => matchMedia(PHONE).matches;

/** Tells its element whether the page is as narrow as a phone. */
export class PhoneController {
  readonly #media: MediaController;

  constructor(host: ReactiveControllerHost) {
    this.#media = new MediaController(host, PHONE);
  }

  get isPhone(): boolean {
    return this.#media.holds;
  }
}
