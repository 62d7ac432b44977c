import { setTimeout as sleep } from "node:timers/promises";
import { samplesBetween, type FleetCar } from "../fleet/fleet.ts";
import { reportInstants } from "../models/cadence.ts";
import type { WireMessage } from "../wire/device-identity.ts";
import { encode } from "../wire/encode.ts";
import type { DeviceClient } from "./device-client.ts";

/** Counts what has been published and acknowledged. */
export type Tally = { sent: number; acknowledged: number };

/** Look this far ahead for a car's next report, ms: parked cars report at least this often. */
const HORIZON_MS = 10 * 60_000;

const nextInstant = (car: FleetCar, fromMs: number): number => {
  const [next] = reportInstants(car.life, car.cadence, fromMs, fromMs + HORIZON_MS);
  return next ?? fromMs + HORIZON_MS;
};

/** Sleeps until an instant; false when the run was ended meanwhile. */
export const sleepUntil = async (atMs: number, signal: AbortSignal): Promise<boolean> => {
  try {
    await sleep(Math.max(0, atMs - Date.now()), undefined, { signal });
    return true;
  } catch {
    return false; // only an abort rejects
  }
};

/** Publishes messages in order, several on their way at once; resolves when all are acknowledged. */
export const publishAll = async (
  client: DeviceClient,
  messages: readonly WireMessage[],
  tally: Tally,
): Promise<void> => {
  const publish = async (message: WireMessage): Promise<void> => {
    tally.sent += 1;
    await client.publish(message);
    tally.acknowledged += 1;
  };
  await Promise.all(messages.map(publish));
};

/**
 * Publishes a car's reports from `fromMs` on, what is past at once and the rest when it is due,
 * until the signal. Whatever held it up, no instant is left out.
 */
export const runLive = async (
  car: FleetCar,
  client: DeviceClient,
  tally: Tally,
  { fromMs, signal }: { fromMs: number; signal: AbortSignal },
): Promise<void> => {
  for (let cursorMs = fromMs; !signal.aborted;) {
    if (!(await sleepUntil(nextInstant(car, cursorMs), signal))) return;
    const toMs = Math.floor(Date.now()) + 1;
    const samples = samplesBetween(car, cursorMs, toMs);
    await publishAll(client, encode(car.device, samples), tally);
    cursorMs = toMs;
  }
};
