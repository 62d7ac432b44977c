import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ALERT_VIEWS, type AlertView } from "../../alerts/alert-view.ts";
import { navigate } from "../../routing/router.ts";

const partOf = (query: string): AlertView => {
  const named = new URLSearchParams(query).get("part");
  return ALERT_VIEWS.find((each) => each === named) ?? "open";
};

const hrefOf = (part: AlertView, alertId: string | undefined): string => {
  const path = alertId === undefined ? "/alerts" : `/alerts/${alertId}`;
  return part === "open" ? path : `${path}?part=${part}`;
};

/** The part of the inbox that the address names, `?part=resolved`; the open alerts where it names none. */
export class InboxPart implements ReactiveController {
  shown: AlertView = "open";
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("popstate", this.#visited);
    this.#visited();
  }

  hostDisconnected(): void {
    removeEventListener("popstate", this.#visited);
  }

  /** Shows another part, with the same alert open in it. */
  show(part: AlertView, alertId: string | undefined): void {
    navigate(hrefOf(part, alertId), { replace: true });
  }

  /** Opens an alert in the part that is shown, or none. */
  open(alertId: string | undefined, { replace }: { readonly replace: boolean }): void {
    navigate(hrefOf(this.shown, alertId), { replace });
  }

  readonly #visited = (): void => {
    this.shown = partOf(location.search);
    this.#host.requestUpdate();
  };
}
