import { mqttTopics } from "../contracts/subjects.ts";
import { connectDevice, publishAll } from "./device.ts";
import type { RunningSystem, TrackedCar } from "./running-system.ts";

/** A native observation. */
type Fix = {
  readonly ts: string;
  readonly lat: number;
  readonly lon: number;
  readonly speedKmh: number;
  readonly headingDeg: number;
  readonly ignition: boolean;
  readonly fuelPct?: number;
  readonly odometerKm?: number;
  readonly event?: string;
};

const START = { lat: 57.7, lon: 11.95 };
/** Length of a degree of longitude at that latitude on the WGS 84 ellipsoid, m. */
const M_PER_DEGREE_EAST = 59_640;

/** A car `eastM` metres east of where every drive of these tests begins. */
export const fixAt = (atMs: number, eastM: number, speedKmh: number, ignition = true): Fix => ({
  ts: new Date(atMs).toISOString(),
  lat: START.lat,
  lon: START.lon + eastM / M_PER_DEGREE_EAST,
  speedKmh,
  headingDeg: 90,
  ignition,
});

/** A drive due east at 54 km/h from `fromMs` until before `toMs`: a fix every five seconds. */
export const driveEast = (fromMs: number, toMs: number): Fix[] =>
  Array.from({ length: Math.ceil((toMs - fromMs) / 5_000) }, (_, index) =>
    fixAt(fromMs + index * 5_000, index * 75, 54),
  );

/** Publishes fixes as the tracker of a car; resolves once all are acknowledged. */
export const publishFixes = async (
  { mqttUrl }: RunningSystem,
  car: TrackedCar,
  fixes: readonly Fix[],
): Promise<void> => {
  const client = await connectDevice(mqttUrl, car);
  const topic = mqttTopics.telemetry(car.deviceId);
  await publishAll(
    client,
    fixes.map((fix) => ({ topic, payload: JSON.stringify(fix) })),
  );
  await client.endAsync();
};
