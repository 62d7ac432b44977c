import { afterAll, beforeAll, expect, test } from "vitest";
import type { Route, Stop } from "../contracts/live-protocol.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { castScenario, type CastScenario } from "../simulators/scenarios/cast.ts";
import { SCENARIOS } from "../simulators/scenarios/catalogue.ts";
import { encode } from "../simulators/wire/encode.ts";
import { connectDevice, publishAll } from "./device.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** Cars that play each scenario, each with a seed of its own. */
const CARS = 3;
/** All samples of a scenario come at once; until then its routes must be final, ms. */
const SETTLE_MS = 45_000;

type Tolerance = { readonly timeS: number; readonly distance: number };
/** A tracker that reports the key and the odometer. */
const WIRED: Tolerance = { timeS: 30, distance: 0.02 };
/** One that knows positions only: dwell is noticed later, and distance is a sum of noisy steps. */
const UNWIRED: Tolerance = { timeS: 90, distance: 0.03 };

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem();
});
afterAll(() => system.close());

const network = siteNetwork(await loadRoadGraph(), 1);

const toleranceOf = ({ messages }: CastScenario): Tolerance =>
  messages.some(({ samples }) => samples.some(({ ignition }) => ignition !== undefined))
    ? WIRED
    : UNWIRED;

const publish = async (script: CastScenario, car: TrackedCar): Promise<void> => {
  const device = { deviceId: car.deviceId, kind: "native", externalId: null } as const;
  const client = await connectDevice(system.mqttUrl, car);
  await publishAll(
    client,
    script.messages.flatMap(({ samples }) => encode(device, samples)),
  );
  await client.endAsync();
};

const listed = async <Item extends { startTime: string }>(
  resource: "routes" | "stops",
  { vehicleId }: TrackedCar,
): Promise<Item[]> => {
  const { items } = await system.api.get<{ items: Item[] }>(
    `/api/${resource}?vehicleId=${vehicleId}&limit=1000`,
  );
  return items.sort((one, other) => one.startTime.localeCompare(other.startTime));
};

const offS = (detected: string | null, trueMs: number): number =>
  Math.abs(Date.parse(detected ?? "") - trueMs) / 1_000;

const expectRoutes = (detected: readonly Route[], script: CastScenario): void => {
  const { timeS, distance } = toleranceOf(script);
  expect(detected.map(({ status }) => status)).toEqual(
    script.expected.routes.map(() => "COMPLETED"),
  );
  for (const [index, { startMs, endMs, distanceKm }] of script.expected.routes.entries()) {
    const route = detected[index];
    expect(offS(route?.startTime ?? "", startMs)).toBeLessThanOrEqual(timeS);
    expect(offS(route?.endTime ?? "", endMs)).toBeLessThanOrEqual(timeS);
    expect(Math.abs((route?.distanceKm ?? 0) / distanceKm - 1)).toBeLessThanOrEqual(distance);
  }
};

/** The stands between two routes; those before the first and after the last are nobody's trip. */
const between = (stops: readonly Stop[], routes: readonly Route[]): Stop[] => {
  const [first, last] = [routes[0]?.startTime ?? "", routes.at(-1)?.endTime ?? ""];
  return stops.filter(({ startTime }) => startTime > first && startTime < last);
};

const expectStops = (detected: readonly Stop[], script: CastScenario): void => {
  const { timeS } = toleranceOf(script);
  const { stops } = script.expected;
  expect(detected.map(({ kind }) => kind)).toEqual(stops.map(({ kind }) => kind));
  for (const [index, { startMs, endMs, lat, lon }] of stops.entries()) {
    const stop = detected[index];
    expect(offS(stop?.startTime ?? "", startMs)).toBeLessThanOrEqual(timeS);
    expect(offS(stop?.endTime ?? "", endMs)).toBeLessThanOrEqual(timeS);
    expect(stop?.lat).toBeCloseTo(lat, 3);
    expect(stop?.lon).toBeCloseTo(lon, 3);
  }
};

test.concurrent.each(SCENARIOS)(
  "$name ends in the routes and stops that truly happened",
  async ({ name }) => {
    const scripts = castScenario(network, name, { seed: 1, vehicles: CARS });
    const cars = await Promise.all(scripts.map(() => registerCar(system.api)));
    await Promise.all(
      scripts.map(async (script, index) => {
        const car = cars[index];
        if (!car) throw new Error(`script ${index} has no car`);
        await publish(script, car);
        await eventually(async () => {
          const routes = await listed<Route>("routes", car);
          expect(routes).toHaveLength(script.expected.routes.length);
          expectRoutes(routes, script);
          expectStops(between(await listed<Stop>("stops", car), routes), script);
        }, SETTLE_MS);
      }),
    );
  },
  2 * SETTLE_MS,
);
