import type { Severity } from "../../../contracts/detection/detection.ts";
import { alertText } from "../alerts/text.ts";
import { fleetText } from "../fleet/text.ts";
import { momentText } from "../i18n/dates.ts";
import { durationText, kmText, litresText, percentText, speedFigure } from "../i18n/figures.ts";
import type { IconName } from "../page/icons.ts";
import type { BookingEntry, BookingStep } from "./booking-entries.ts";
import type { DayEntry } from "./day-entries.ts";
import type { AlertEntry, FuelEntry, GapEntry, StoryEntry } from "./day-story.ts";
import { storyText } from "./text.ts";

/** An entry of the day in words. */
export type Words = { readonly what: string; readonly detail: string; readonly amount: string };

/** By what clock, and when. */
export type Telling = { readonly zone: string; readonly nowMs: number };

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter(Boolean).join(" · ");

const lasting = ({ fromMs, toMs }: StoryEntry, nowMs: number): string =>
  durationText(((toMs ?? nowMs) - fromMs) / 1_000);

const drivenWords = (entry: DayEntry, { zone, nowMs }: Telling): Words => {
  const t = fleetText();
  const amount = lasting(entry, nowMs);
  if (entry.kind !== "route") {
    const now = entry.kind === "parked" ? t.parkedNow : t.idlingNow;
    return { what: entry.toMs === undefined ? now : t.status[entry.kind], detail: "", amount };
  }
  const { distanceKm, maxSpeedKmh, blindKm } = entry.route;
  const until = entry.toMs;
  return {
    what: until === undefined ? t.onTheWay : t.droveUntil(momentText(until, nowMs, zone)),
    detail: joined([
      amount,
      maxSpeedKmh === null ? undefined : t.upTo(speedFigure(maxSpeedKmh)),
      blindKm >= 0.1 ? t.unseen(kmText(blindKm)) : undefined,
    ]),
    amount: kmText(distanceKm),
  };
};

/** Fuel that came has a plus, fuel that went a minus (U+2212). */
const SIGNS: Readonly<Record<FuelEntry["event"]["type"], string>> = {
  ...{ refuel: "+", drain: "−", leak: "−", sensor_fault: "" },
};

/** Litres where the tank is known, else per cent of it. */
const amountOf = (litres: number | null, pct: number | null): string | undefined => {
  if (litres !== null) return litresText(litres);
  return pct === null ? undefined : percentText(pct);
};

const severityOf = (severity: Severity | undefined): string | undefined =>
  severity && alertText().severities[severity];

const fuelWords = ({ type, event, alert }: FuelEntry): Words => {
  const amount = amountOf(event.litres, event.pct);
  const doubt = amountOf(event.uncertaintyLitres, event.uncertaintyPct);
  return {
    what: alertText().types[type],
    detail: joined([
      doubt && `± ${doubt}`,
      storyText()[event.certainty],
      severityOf(alert?.severity),
    ]),
    amount: amount === undefined ? "" : SIGNS[event.type] + amount,
  };
};

/** From this length on it is said how long something took, ms. */
const WORTH_SAYING_MS = 60_000;

const alertWords = (entry: AlertEntry, { nowMs }: Telling): Words => {
  const { type, alert, fromMs, toMs } = entry;
  const isLong = (toMs ?? nowMs) - fromMs >= WORTH_SAYING_MS;
  return {
    what: alertText().types[type],
    detail: joined([
      isLong ? lasting(entry, nowMs) : undefined,
      alert.late ? alertText().late : "",
    ]),
    amount: "",
  };
};

const gapWords = (entry: GapEntry, { nowMs }: Telling): Words => ({
  what: entry.toMs === undefined ? storyText().notHeardNow : storyText().notHeard,
  detail: severityOf(entry.alert?.severity) ?? "",
  amount: lasting(entry, nowMs),
});

const bookingWords = (
  { step, booking, untilMs }: BookingEntry,
  { zone, nowMs }: Telling,
): Words => ({
  what: storyText().steps[step],
  detail: joined([
    booking.customerName,
    untilMs === undefined ? undefined : storyText().until(momentText(untilMs, nowMs, zone)),
  ]),
  amount: "",
});

/** What an entry of the day says. */
export const storyWords = (entry: StoryEntry, telling: Telling): Words => {
  if (entry.kind === "fuel") return fuelWords(entry);
  if (entry.kind === "alert") return alertWords(entry, telling);
  if (entry.kind === "gap") return gapWords(entry, telling);
  if (entry.kind === "booking") return bookingWords(entry, telling);
  return drivenWords(entry, telling);
};

const STEP_ICONS: Readonly<Record<BookingStep, IconName>> = {
  planned: "calendar",
  handed_out: "ignition",
  due: "calendar",
  returned: "undo",
  extension_requested: "info",
  extension_approved: "check",
  extension_denied: "minus",
};

/** The sign of an event; drives and stands are drawn as a line. */
export const storyIcon = (entry: StoryEntry): IconName | undefined => {
  if (entry.kind === "fuel") return "fuel";
  if (entry.kind === "alert") return "warning";
  if (entry.kind === "gap") return "lost";
  return entry.kind === "booking" ? STEP_ICONS[entry.step] : undefined;
};

/** The alert that tells of an entry, if one does. */
export const alertOf = (entry: StoryEntry) =>
  entry.kind === "fuel" || entry.kind === "alert" || entry.kind === "gap" ? entry.alert : undefined;
