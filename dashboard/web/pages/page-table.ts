import type { PageRoute } from "../routing/page-route.ts";
import { accountRoute } from "./account/route.ts";
import { alertsRoute } from "./alerts/route.ts";
import { analyticsRoute } from "./analytics/route.ts";
import { auditRoute } from "./audit/route.ts";
import { deviceRoute } from "./device/route.ts";
import { fuelRoute } from "./fuel/route.ts";
import { geofencesRoute } from "./geofences/route.ts";
import { importRoute } from "./import/route.ts";
import { liveRoute } from "./live/route.ts";
import { replayRoute } from "./replay/route.ts";
import { rulesRoute } from "./rules/route.ts";
import { setupRoute } from "./setup/route.ts";
import { todayRoute } from "./today/route.ts";
import { tokensRoute } from "./tokens/route.ts";
import { usersRoute } from "./users/route.ts";

/** Every page there is, in the order of the navigation. A page that is not here does not exist. */
export const PAGE_TABLE: readonly PageRoute[] = [
  todayRoute,
  liveRoute,
  replayRoute,
  alertsRoute,
  fuelRoute,
  geofencesRoute,
  rulesRoute,
  analyticsRoute,
  auditRoute,
  usersRoute,
  tokensRoute,
  accountRoute,
  deviceRoute,
  importRoute,
  setupRoute,
];
