import type { Observation } from "../contracts/observation.ts";
import { aJourney } from "./detectors/journey.ts";

/** When the days begin, ms. */
export const DAY_START_MS = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;

/** A working day in miniature: three trips, a queue, a tunnel, an idling stop. */
const workingDay = () =>
  aJourney(DAY_START_MS)
    .ignite(true)
    .drive(4 * MINUTE, 50, 20)
    .stand(2 * MINUTE, 20)
    .drive(3 * MINUTE, 50, 20)
    .ignite(false)
    .stand(20 * MINUTE, 120)
    .ignite(true)
    .drive(3 * MINUTE, 60, 20)
    .silence(4 * MINUTE, 4_000)
    .drive(3 * MINUTE, 60, 20)
    .stand(7 * MINUTE, 20)
    .drive(2 * MINUTE, 40, 20)
    .ignite(false)
    .silence(30 * MINUTE)
    .ignite(true)
    .drive(5 * MINUTE, 50, 20)
    .say({ speedKmh: 50, attributes: { gsm: 4 } })
    .drive(MINUTE, 50, 20);

/** That day of a car. */
export const aDay = (vehicleId: string): Observation[] =>
  workingDay().observations.map((each) => ({ ...each, vehicleId }));

const KM_PER_DEGREE = 111.195;

/** Fuel, supply and kilometres of an eventful day. */
const sensorsAt = (minute: number, km: number, runs: boolean): Partial<Observation> => ({
  // Stolen in the first stand, filled up in the silence of the last.
  fuelPct: 60 - km / 10 - (minute > 19 ? 20 : 0) + (minute > 60 ? 40 : 0),
  // Unplugged in the queue of the second trip.
  externalV: minute > 43 && minute < 48 ? 0 : runs ? 13.8 : 12.5,
  batteryPct: 95,
  // Turned back before the last trip; a parked tracker does not read it.
  ...(runs && { odometerKm: 20_000 + km - (minute > 80 ? 300 : 0) }),
});

/**
 * The same day with a theft, a fill, an accident, a cry for help, a pulled plug and a turned-back
 * odometer; at its end the car is towed.
 */
export const anEventfulDay = (vehicleId: string): Observation[] =>
  workingDay()
    .ignite(false)
    .stand(15 * MINUTE, 60)
    .drive(5 * MINUTE, 40, 20)
    .observations.map((each, index) => ({
      ...each,
      vehicleId,
      ...sensorsAt(
        (each.tsMs - DAY_START_MS) / 60_000,
        ((each.lat ?? 57.7) - 57.7) * KM_PER_DEGREE,
        each.ignition === true,
      ),
      ...(index === 20 && { event: "crash" }),
      ...(index === 80 && { event: "sos" }),
    }));
