import { borderCrossing } from "./border-crossing.ts";
import { crawlingTraffic } from "./crawling-traffic.ts";
import { ghostDrift } from "./ghost-drift.ts";
import { jammed } from "./jammed.ts";
import { leak } from "./leak.ts";
import { odometerRollback } from "./odometer-rollback.ts";
import { offHoursUse } from "./off-hours-use.ts";
import { ordinaryDay } from "./ordinary-day.ts";
import { overdue } from "./overdue.ts";
import type { Scenario } from "./scenario.ts";
import { shortGap } from "./short-gap.ts";
import { siphoning } from "./siphoning.ts";
import { theftAtNight } from "./theft-at-night.ts";
import { tow } from "./tow.ts";
import { tunnel } from "./tunnel.ts";
import { unpaidRefuel } from "./unpaid-refuel.ts";
import { unplugged } from "./unplugged.ts";
import { unwiredTracker } from "./unwired-tracker.ts";

/** Every scenario that `npm run simulate -- --scenario NAME` can play. */
export const SCENARIOS: readonly Scenario[] = [
  ordinaryDay,
  ghostDrift,
  tunnel,
  unwiredTracker,
  crawlingTraffic,
  shortGap,
  theftAtNight,
  siphoning,
  leak,
  unpaidRefuel,
  overdue,
  offHoursUse,
  tow,
  unplugged,
  jammed,
  odometerRollback,
  borderCrossing,
];

/** A scenario by its name; throws with the list of names when there is none. */
export const findScenario = (name: string): Scenario => {
  const scenario = SCENARIOS.find((each) => each.name === name);
  if (scenario) return scenario;
  const names = SCENARIOS.map((each) => each.name).join(", ");
  throw new Error(`no scenario ${name}; there are: ${names}`);
};
