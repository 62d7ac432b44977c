import type { Alert, AlertType } from "../../../contracts/alert.ts";
import type { Booking } from "../../../contracts/booking.ts";
import type { Detection, FuelEvent } from "../../../contracts/detected.ts";
import type { DetectionType } from "../../../contracts/detection/detection.ts";
import { bookingEntries, type BookingEntry } from "./booking-entries.ts";
import { type DayEntry, dayEntries } from "./day-entries.ts";
import type { VehicleDay } from "./vehicle-day.ts";

/** Longitude first, degrees. */
export type Place = readonly [number, number];

/** What is told of an event by an alert. */
export type AlertMark = Pick<Alert, "id" | "severity" | "late">;

type Event = {
  readonly id: string;
  readonly fromMs: number;
  /** Undefined while it lasts. */
  readonly toMs: number | undefined;
  /** Where it says it happened. */
  readonly place: Place | undefined;
};

/** Fuel that came or went other than by driving, or a sensor that cannot be believed. */
export type FuelEntry = Event & {
  readonly kind: "fuel";
  readonly type: DetectionType;
  readonly event: FuelEvent;
  readonly alert: AlertMark | undefined;
};
/** Something else that people are told of. */
export type AlertEntry = Event & {
  readonly kind: "alert";
  readonly type: AlertType;
  readonly alert: AlertMark;
};
/** A time in which nothing was heard of the car although something should have been. */
export type GapEntry = Event & { readonly kind: "gap"; readonly alert: AlertMark | undefined };

/** An entry of the day's one line. Times in ms since the Unix epoch. */
export type StoryEntry = DayEntry | FuelEntry | AlertEntry | GapEntry | BookingEntry;

/** At one moment what happens then is told above the drive or stand that begins with it. */
const RANK: Readonly<Record<StoryEntry["kind"], number>> = {
  ...{ route: 0, parked: 0, idling: 0 },
  ...{ gap: 1, fuel: 2, alert: 2, booking: 3 },
};

/** A refuel that is told for sure, of which there should be a receipt. */
export const isBought = ({ event }: FuelEntry): boolean =>
  event.type === "refuel" && event.certainty === "confirmed";

const placeOf = (lon: number | null, lat: number | null): Place | undefined =>
  lon === null || lat === null ? undefined : [lon, lat];

const timesOf = ({ startTime, endTime }: Detection) => ({
  fromMs: Date.parse(startTime),
  toMs: endTime === null ? undefined : Date.parse(endTime),
});

/** A detection as the day tells of it; undefined for what is only kept for the record. */
const entryOf = (
  detection: Detection,
  fuelEvents: ReadonlyMap<string, FuelEvent>,
  alerts: ReadonlyMap<string, Alert>,
): StoryEntry | undefined => {
  const { id, type, lon, lat, alertId } = detection;
  const alert = alerts.get(alertId ?? "");
  const event = { id, ...timesOf(detection), place: placeOf(lon, lat) };
  const fuel = fuelEvents.get(id);
  if (fuel) return { ...event, kind: "fuel", type, event: fuel, alert };
  if (type === "offline") return { ...event, kind: "gap", alert };
  return alert && { ...event, kind: "alert", type, alert };
};

/** What is not detected in messages but found in the books, such as a car that is not back. */
const untold = (alerts: readonly Alert[], told: ReadonlySet<string>, day: VehicleDay) =>
  alerts.flatMap(({ lastAt, endedAt, lon, lat, ...alert }): AlertEntry[] => {
    const fromMs = Date.parse(lastAt);
    const isToday = fromMs >= day.span.fromMs && fromMs < day.span.toMs;
    if (told.has(alert.id) || !isToday) return [];
    const toMs = endedAt === null ? undefined : Date.parse(endedAt);
    const { id, type } = alert;
    return [{ kind: "alert", id, fromMs, toMs, place: placeOf(lon, lat), type, alert }];
  });

const isTold = (entry: StoryEntry | undefined): entry is StoryEntry => entry !== undefined;

/**
 * A car's day as one line, the latest first: drives and stands, fuel, alerts, silences and what its
 * bookings say, planned ends of today included. What an alert and a detection both tell is told once.
 */
export const dayStory = (day: VehicleDay, nowMs: number): StoryEntry[] => {
  const alerts = new Map(day.alerts.map((alert) => [alert.id, alert]));
  const fuelEvents = new Map(day.fuelEvents.map((event) => [event.id, event]));
  const told = new Set(day.detections.flatMap(({ alertId }) => alertId ?? []));
  const detected = day.detections.map((each) => entryOf(each, fuelEvents, alerts));
  return [
    ...dayEntries(day.routes, day.stops, nowMs),
    ...detected.filter(isTold),
    ...untold(day.alerts, told, day),
    ...day.bookings.flatMap((booking: Booking) => bookingEntries(booking, day.span)),
  ].sort(
    (one, other) =>
      other.fromMs - one.fromMs ||
      RANK[other.kind] - RANK[one.kind] ||
      one.id.localeCompare(other.id),
  );
};
