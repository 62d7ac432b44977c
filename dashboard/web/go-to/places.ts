import type { Alert } from "../../../contracts/alert.ts";
import { alertTitle } from "../alerts/alert-words.ts";
import { viewOf } from "../alerts/alert-view.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { byPlate, plain, queryMatcher } from "../fleet/fleet-filter.ts";
import type { IconName } from "../page/icons.ts";
import type { PageRoute } from "../routing/page-route.ts";
import { shellText } from "../shell/text.ts";

export const PLACE_KINDS = ["car", "alert", "page"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Where a few typed letters lead to. */
export type Place = {
  readonly kind: PlaceKind;
  readonly icon: IconName;
  readonly label: string;
  /** What tells it from others of the same name; may be empty. */
  readonly detail: string;
  /** Its address, by which it is known. */
  readonly href: string;
};

/** Where somebody may go. */
export type Reach = {
  readonly pages: readonly PageRoute[];
  readonly fleet: Fleet;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly userId: string;
};

/** Places of a kind at most: who wants another types another letter. */
const SHOWN = 6;

const carsOf = (typed: string, { fleet }: Reach): Place[] => {
  if (typed.trim() === "") return []; // of a whole fleet the first six are nobody's wish
  const found = [...fleet.cars.values()].filter(queryMatcher(typed));
  return byPlate(found)
    .slice(0, SHOWN)
    .map(({ vehicleId, called: { licensePlate, model, driverName, rental } }) => ({
      ...{ kind: "car", icon: "car", label: licensePlate, href: `/?vehicle=${vehicleId}` },
      detail: [model, driverName, rental?.customerName].filter(Boolean).join(" · "),
    }));
};

const alertsOf = (holds: (text: string) => boolean, { alerts, userId }: Reach): Place[] =>
  viewOf(alerts, "open", userId)
    .map((alert): Place => {
      const label = alertTitle(alert);
      const detail = alert.assigneeName ?? "";
      return { kind: "alert", icon: "alerts", label, detail, href: `/alerts/${alert.id}` };
    })
    .filter(({ label, detail }) => holds(`${label} ${detail}`))
    .slice(0, SHOWN);

const pagesOf = (holds: (text: string) => boolean, { pages }: Reach): Place[] =>
  pages
    .map(({ name, icon, paths }): Place => {
      return { kind: "page", icon, label: shellText().pages[name], detail: "", href: paths[0] };
    })
    .filter(({ label }) => holds(label));

/**
 * The cars, open alerts and pages that hold every word typed, by kind as in `PLACE_KINDS`; with
 * nothing typed the worst alerts and all pages.
 */
export const placesFor = (typed: string, reach: Reach): readonly Place[] => {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const holds = (text: string): boolean => words.every((word) => plain(text).includes(word));
  return [...carsOf(typed, reach), ...alertsOf(holds, reach), ...pagesOf(holds, reach)];
};
