import { simulatedDrivers, type SimulatedDriver } from "../fleet/driver-names.ts";
import type { SiteNetwork } from "../fleet/sites.ts";
import { castScenario, toldByMs, type CastScenario } from "../scenarios/cast.ts";

/** A car of the demo that plays a scenario, and stands where it ended ever after. */
export type Story = CastScenario & { readonly driver: SimulatedDriver };

/**
 * What happens in the demo, and how long after its beginning all of it is told at the latest, s.
 * Enough at once that the list of alerts is not empty, the rest spread over ten minutes.
 */
const STORIES = [
  { scenario: "overdue", toldAfterS: 10 },
  { scenario: "siphoning", toldAfterS: 30 },
  { scenario: "unplugged", toldAfterS: 60 },
  { scenario: "tow", toldAfterS: 210 },
  { scenario: "border-crossing", toldAfterS: 300 },
  { scenario: "jammed", toldAfterS: 420 },
  { scenario: "off-hours-use", toldAfterS: 570 },
] as const;

/** At most every so manieth car has a story: on most days nothing happens to most cars. */
const CARS_A_STORY = 5;

/** How many cars of a fleet have a story. */
export const storiesOf = (vehicles: number): number =>
  Math.min(STORIES.length, Math.floor(vehicles / CARS_A_STORY));

/**
 * The stories of a demo of `vehicles` cars that began at `beganMs`, each with the driver that a
 * car of the fleet would have in its place. The same for every run of the same demo.
 */
export const castStories = (
  network: SiteNetwork,
  { seed, vehicles, beganMs }: { seed: number; vehicles: number; beganMs: number },
): Story[] => {
  const stories = STORIES.slice(0, storiesOf(vehicles));
  const drivers = simulatedDrivers(seed, vehicles).slice(vehicles - stories.length);
  return stories.flatMap(({ scenario, toldAfterS }, index) => {
    const atMs = beganMs + toldAfterS * 1_000;
    const cast = castScenario(network, scenario, { seed, vehicles: 1, moment: toldByMs, atMs });
    return cast.map((each) => {
      const driver = drivers[index];
      if (!driver) throw new Error(`nobody drives ${each.licensePlate}`);
      // Fences are drawn for a price group; this one is for the car that has nothing to do behind it.
      const group = each.needs.geofences ? "Domestic" : each.spec.group;
      return { ...each, driver, spec: { ...each.spec, group } };
    });
  });
};
