import type { Observation } from "../contracts/observation.ts";
import { samplesBetween, type FleetCar } from "../simulators/fleet/fleet.ts";
import type { DeviceIdentity, WireMessage } from "../simulators/wire/device-identity.ts";
import { encode } from "../simulators/wire/encode.ts";
import { recordedObservations } from "./recorded-observations.ts";

type Payload = Record<string, unknown>;

/**
 * The observations that ingest would accept of messages a simulated tracker has published by
 * `sentAtMs`, as the processor folds them.
 */
export const publishedObservations = (
  { deviceId, kind }: DeviceIdentity,
  messages: readonly WireMessage[],
  sentAtMs: number,
  vehicleId?: string,
): Observation[] =>
  recordedObservations(
    messages.flatMap(({ payload }) => {
      const parsed = JSON.parse(payload) as Payload | Payload[];
      return [parsed]
        .flat()
        .map((each) => ({ car: deviceId, kind, tsMs: sentAtMs, sentAtMs, payload: each }));
    }),
    vehicleId,
  );

/** What a car of the simulated fleet reports in [fromMs, toMs), by way of its own wire format. */
export const simulatedObservations = (
  car: FleetCar,
  fromMs: number,
  toMs: number,
  vehicleId?: string,
): Observation[] =>
  publishedObservations(
    car.device,
    encode(car.device, samplesBetween(car, fromMs, toMs)),
    toMs,
    vehicleId,
  );
