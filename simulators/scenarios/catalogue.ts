import { crawlingTraffic } from "./crawling-traffic.ts";
import { ghostDrift } from "./ghost-drift.ts";
import { ordinaryDay } from "./ordinary-day.ts";
import type { Scenario } from "./scenario.ts";
import { shortGap } from "./short-gap.ts";
import { tunnel } from "./tunnel.ts";
import { unwiredTracker } from "./unwired-tracker.ts";

/** Every scenario that `npm run simulate -- --scenario NAME` can play. */
export const SCENARIOS: readonly Scenario[] = [
  ordinaryDay,
  ghostDrift,
  tunnel,
  unwiredTracker,
  crawlingTraffic,
  shortGap,
];

/** A scenario by its name; throws with the list of names when there is none. */
export const findScenario = (name: string): Scenario => {
  const scenario = SCENARIOS.find((each) => each.name === name);
  if (scenario) return scenario;
  const names = SCENARIOS.map((each) => each.name).join(", ");
  throw new Error(`no scenario ${name}; there are: ${names}`);
};
