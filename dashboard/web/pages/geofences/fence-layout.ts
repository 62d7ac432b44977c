import type { ReactiveControllerHost } from "lit";
import type { Insets } from "../../map/base-map.ts";
import { insetsOf } from "../../page/layout.ts";
import { MediaController } from "../../page/media-controller.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import type { SheetStop } from "../../page/sheet-stops.ts";

/** From this width the list, the map and the panel stand beside each other. */
const ROOMY = "(min-width: 1180px)";
/** Room that the drawing tools take at the top of the map, CSS pixels. */
const TOOLS_PX = { phone: 96, other: 48 };

/** What stands over the map. */
export type OverMap = {
  readonly hasPanel: boolean;
  readonly hasTools: boolean;
  readonly sheet: SheetStop;
};

/** Where list, panel and tools stand, and what they leave free of the map. */
export class FenceLayout {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #phone: PhoneController;
  readonly #room: MediaController;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    this.#phone = new PhoneController(host);
    this.#room = new MediaController(host, ROOMY);
  }

  get isPhone(): boolean {
    return this.#phone.isPhone;
  }

  /** Whether the list gives way to a panel, where there is no room for both. */
  hidesList({ hasPanel }: OverMap): boolean {
    return hasPanel && !this.#room.holds;
  }

  insets(over: OverMap): Insets {
    const { isPhone } = this;
    const insets = insetsOf({ isPhone, ...over }, this.#host.clientHeight);
    const top = over.hasTools ? TOOLS_PX[isPhone ? "phone" : "other"] : 0;
    return { ...insets, top, left: this.hidesList(over) ? 0 : insets.left };
  }

  /** Tells the styles of the page what is free. */
  place(over: OverMap): void {
    const { right, bottom, left } = this.insets(over);
    const { style } = this.#host;
    style.setProperty("--inset-right", `${right}px`);
    style.setProperty("--inset-bottom", `${bottom}px`);
    style.setProperty("--inset-left", `${left}px`);
    style.setProperty("--shift", `${(left - right) / 2}px`);
  }
}
