import { z } from "zod";
import { IdParams, text, Timestamp } from "./fields.ts";
import { CalculationPeriod, Day } from "./fuel-efficiency.ts";
import { pageOf, PageQuery } from "./paging.ts";
import { Detection } from "./detected.ts";

/** Longest period that is figured at once, days: three years, leap day included. */
export const MAX_PERIOD_DAYS = 1_096;

const DAY_MS = 86_400_000;
/** How many days a period has; `from` is its first, `to` the one behind its last. */
export const daysIn = ({ from, to }: { readonly from: string; readonly to: string }): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Whose figures: cars, or whoever drove them. */
export const AnalyticsSubject = z.enum(["vehicle", "driver"]);
export type AnalyticsSubject = z.infer<typeof AnalyticsSubject>;

const Choice = z.strictObject({
  /** First day, by the clocks of each car's branch. */
  from: Day,
  /** The day behind the last. */
  to: Day,
  by: AnalyticsSubject.default("vehicle"),
  branchId: z.uuid().optional(),
  group: text(100).optional(),
});

const isForward = (period: { readonly from: string; readonly to: string }): boolean =>
  daysIn(period) >= 1;
const isBounded = (period: { readonly from: string; readonly to: string }): boolean =>
  daysIn(period) <= MAX_PERIOD_DAYS;
const BACKWARDS = { path: ["to"], error: "must be later than from" };
const TOO_LONG = { path: ["to"], error: `must be at most ${MAX_PERIOD_DAYS} days after from` };

/** A stretch of days, and which cars. */
export const AnalyticsQuery = Choice.refine(isForward, BACKWARDS).refine(isBounded, TOO_LONG);
export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>;

/** What a driving score is made of. */
export const ScorePartName = z.enum([
  "braking",
  "acceleration",
  "cornering",
  "speeding",
  "idling",
  "night",
]);
export type ScorePartName = z.infer<typeof ScorePartName>;

export const ScorePart = z.object({
  part: ScorePartName,
  /**
   * Harsh manoeuvres per 100 km, a severe one twice; else the share of distance (speeding), of engine
   * time (idling) or of driving time (night). Null where it could not be measured.
   */
  rate: z.number().nullable(),
  /** 0 to 100. */
  points: z.number().nullable(),
  /** How much of the score it is, %, before parts that were not measured are left out. */
  weightPct: z.number(),
  /** Detections it rests on. */
  events: z.number(),
});
export type ScorePart = z.infer<typeof ScorePart>;

/** How calmly and lawfully somebody drove, or a car was driven. docs/analytics.md has the formula. */
export const DrivingScore = z.object({
  /** 0 to 100; null while too little was driven to say. */
  points: z.number().nullable(),
  /** One sigma of chance in counting so few events, points. */
  marginPoints: z.number().nullable(),
  confidence: z.enum(["high", "fair", "low", "too_little_driven"]),
  parts: z.array(ScorePart),
});
export type DrivingScore = z.infer<typeof DrivingScore>;

/** Figures of a car, a driver or the fleet in a period. */
export const UseFigures = z.object({
  distanceKm: z.number(),
  /** Routes that began in the period. */
  routes: z.number(),
  drivingS: z.number(),
  idlingS: z.number(),
  /** What idling burnt, as learned of the cars; null where of none it is known. */
  idlingLitres: z.number().nullable(),
  /** Parked; null of drivers. */
  standS: z.number().nullable(),
  /** A car's time with a tracker, a driver's time with a car. */
  watchedS: z.number(),
  watchedDays: z.number(),
  usedDays: z.number(),
  /** Of `watchedS` spent on the move. */
  movingShare: z.number().nullable(),
  /** Of `watchedDays` with a route. */
  usedShare: z.number().nullable(),
  /** Of `watchedS` handed out to a customer; null of drivers. */
  rentedShare: z.number().nullable(),
  /** Over `measuredKm`; null where no consumption is known. */
  consumedLitres: z.number().nullable(),
  measuredKm: z.number(),
  litresPer100Km: z.number().nullable(),
  score: DrivingScore,
});
export type UseFigures = z.infer<typeof UseFigures>;

/** How long a point of a series is. */
export const SeriesStep = CalculationPeriod.extract(["DAILY", "WEEKLY", "MONTHLY"]);
export type SeriesStep = z.infer<typeof SeriesStep>;

/** The fleet in one step of the period. */
export const SeriesPoint = z.object({
  /** First day of the step that lies in the period. */
  day: Day,
  distanceKm: z.number(),
  drivingS: z.number(),
  idlingS: z.number(),
  /** Cars, or drivers, with a route. */
  inUse: z.number(),
  litresPer100Km: z.number().nullable(),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const AnalyticsRow = z.object({
  /** Of the car or driver; `none` gathers what was driven by nobody known. */
  id: z.string(),
  /** Licence plate or name; null for `none`. */
  name: z.string().nullable(),
  /** A car's model. */
  detail: z.string().nullable(),
  figures: UseFigures,
  before: UseFigures,
  /** Kilometres of each step of the series. */
  distances: z.array(z.number()),
});
export type AnalyticsRow = z.infer<typeof AnalyticsRow>;

const Period = z.object({ from: Day, to: Day });

/** A period beside the one as long before it. */
export const Analytics = z.object({
  by: AnalyticsSubject,
  period: Period,
  before: Period,
  /** The period has not ended: the one before is figured up to the same time of its own days. */
  isOngoing: z.boolean(),
  step: SeriesStep,
  totals: UseFigures,
  totalsBefore: UseFigures,
  series: z.array(SeriesPoint),
  rows: z.array(AnalyticsRow),
  /** What the figures rest on was read then. */
  asOf: Timestamp,
});
export type Analytics = z.infer<typeof Analytics>;

/** What rows can be put in order by. */
export const AnalyticsSort = z.enum([
  "name",
  "distanceKm",
  "routes",
  "drivingS",
  "idlingS",
  "movingShare",
  "usedShare",
  "rentedShare",
  "litresPer100Km",
  "score",
]);
export type AnalyticsSort = z.infer<typeof AnalyticsSort>;

/** The rows as a file, in the order they are shown in. */
export const AnalyticsExportQuery = Choice.extend({
  sort: AnalyticsSort.default("distanceKm"),
  descending: z.stringbool().default(true),
})
  .refine(isForward, BACKWARDS)
  .refine(isBounded, TOO_LONG);

/** The events behind a score, latest first. */
export const BehaviourEventQuery = PageQuery.extend(Choice.shape)
  .extend({ id: IdParams.shape.id.or(z.literal("none")), part: ScorePartName.optional() })
  .refine(isForward, BACKWARDS)
  .refine(isBounded, TOO_LONG);
export type BehaviourEventQuery = z.infer<typeof BehaviourEventQuery>;

export const BehaviourEventPage = pageOf(Detection);
