import { z } from "zod";

/** A level and when it was read, whole seconds since the epoch and % of tank: `[atS, pct]`. */
const LevelPoint = z.tuple([z.number(), z.number()]);
export type LevelPoint = z.infer<typeof LevelPoint>;

/** Which sender speaks, and in what: levels of two senders or two scales are never compared. */
const Sender = z.object({
  deviceId: z.string().nullable(),
  unit: z.enum(["pct", "litres"]).nullable(),
  /** As entered when its levels began to count, l. */
  tankLitres: z.number().nullable(),
  /** From a device that reports both share and litres, l. */
  seenTankLitres: z.number().nullable(),
  /** Of a sender of litres alone: what 100 % stands for, the most it has sent, and its last, l. */
  scaleLitres: z.number().nullable().default(null),
  mostLitres: z.number().default(0),
  lastLitres: z.number().default(0),
  /** Refuels that were confirmed. */
  fills: z.number().default(0),
  /** Smallest difference it has shown so far, % of tank; null before any. */
  stepPct: z.number().nullable().default(null),
  /** How often it has shown a smaller one since, and the largest of those. */
  smallerTimes: z.number().default(0),
  smallerPct: z.number().default(0),
  /** The reading before, % of tank. */
  lastPct: z.number().nullable().default(null),
  /** What it read last with the ignition on, % of tank. */
  roadPct: z.number().nullable().default(null),
  /** When that was, ms, and how often it has been repeated since; null once it has read another. */
  roadMs: z.number().nullable().default(null),
  repeats: z.number().nullable().default(null),
  /** The stand before this start, through which it showed nothing but that. */
  asleep: z.object({ fromMs: z.number(), toMs: z.number() }).nullable().default(null),
  /** When it was last read, ms. */
  readMs: z.number().nullable(),
  /** A reading other than zero has come since the ignition went on. */
  awake: z.boolean(),
});
export type Sender = z.infer<typeof Sender>;

const Movement = z.object({
  /** That is believed for the key, else for the engine, else for the place. */
  deviceId: z.string().nullable(),
  odometerDeviceId: z.string().nullable().default(null),
  atMs: z.number().nullable(),
  ignition: z.boolean().nullable(),
  /** Observations in a row with the ignition off: heartbeats. */
  heartbeats: z.number(),
  speedKmh: z.number().nullable(),
  /** Usual time between observations, s. */
  intervalS: z.number(),
  /** The same between two readings on the road, s; null before there are any. */
  drivenIntervalS: z.number().nullable().default(null),
  odometerKm: z.number().nullable(),
  /** Driven since that odometer reading, by speed or position, km. */
  unmeteredKm: z.number(),
  engineHours: z.number().nullable(),
  /** Since when it stands; null while it moves. */
  stillSinceMs: z.number().nullable(),
  /** Driven since the stand began, km: creeping does not end it. */
  creptKm: z.number(),
  /** It had stood for long when it was last heard of again, so the level has settled. */
  rested: z.boolean(),
  /** The last stand of a while; whether its engine was off, and whether nobody witnessed a part. */
  lastStand: z
    .object({ fromMs: z.number(), endMs: z.number(), off: z.boolean(), blind: z.boolean() })
    .nullable()
    .default(null),
  /** Where and from when it last stood for a while. */
  standFromMs: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
});
export type Movement = z.infer<typeof Movement>;

export const toPoint = ({ atMs, pct }: { atMs: number; pct: number }): LevelPoint => [
  Math.floor(atMs / 1_000),
  Math.round(pct * 10) / 10,
];

/** What has happened since the reference level was taken. */
const Since = z.object({
  km: z.number(),
  idleH: z.number(),
  /** When the reference was taken, ms: stands that began before it do not count. */
  fromMs: z.number(),
  /** Longest stand, s. */
  standS: z.number(),
  /** Longest time without a reading of the level, s. */
  unseenS: z.number(),
  /** Part of it nobody witnessed. */
  blind: z.boolean(),
  /** The engine was off at some time. */
  off: z.boolean(),
});
export type Since = z.infer<typeof Since>;

/** A level worth comparing: the median of a stand, or the mean of a stretch of driving. */
export const Level = z.object({
  pct: z.number(),
  kind: z.enum(["parked", "driven"]),
  /** Standard error of a driven mean, %: large where a tracker reports once a minute. */
  errorPct: z.number(),
  /** How far it may be off by a gauge that still creeps, or by being of few readings, % of tank. */
  doubtPct: z.number().default(0),
  firstMs: z.number(),
  atMs: z.number(),
});
export type Level = z.infer<typeof Level>;

/** The level a car arrives with, as it is reckoned on the way, % of tank. */
const Arrival = z.object({
  pct: z.number(),
  /** Time on the road that it rests on, s. */
  weightS: z.number(),
  atMs: z.number(),
  /** The last reading on the road, how far they lie apart, mean, and how far it may be off itself, %. */
  lastPct: z.number().nullable().default(null),
  spreadPct: z.number().default(0),
  errorPct: z.number().default(0),
  /** Lowest reading since the car came to stand with the engine on; null while it moves. */
  lowPct: z.number().nullable().default(null),
});
export type Arrival = z.infer<typeof Arrival>;

/** A gauge that creeps to the level that a stand left it with. */
const Creep = z.object({
  /** How far it went over the last stretch on the road, or minute at rest, % of tank. */
  wayPct: z.number(),
  isOfRest: z.boolean(),
  standFromMs: z.number(),
  standEndMs: z.number(),
});

/** First readings of a stand with the ignition off, as long as they agree. */
const Opening = z.object({
  pct: z.number(),
  readings: z.number(),
  firstMs: z.number(),
  lastMs: z.number(),
  /** A reading has differed: those that follow are of another level. */
  isOver: z.boolean(),
});
export type Opening = z.infer<typeof Opening>;

/** The highest level of a stand, when it last stood there, and when it was first seen lower since. */
const StandTop = z.object({
  pct: z.number(),
  lastMs: z.number(),
  belowMs: z.number().nullable(),
});
export type StandTop = z.infer<typeof StandTop>;

/** A detection as it was last said; `levels` apart from the evidence, because they are many. */
export const Said = z.object({
  certainty: z.enum(["confirmed", "suspected"]),
  startMs: z.number(),
  endMs: z.number().nullable(),
  detectedAtMs: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  evidence: z.record(z.string(), z.json()),
  levels: z.array(LevelPoint),
});
export type Said = z.infer<typeof Said>;

/** A rise or fall under judgement, or one that was said and may still grow. */
export const Change = z.object({
  rise: z.boolean(),
  fromPct: z.number(),
  toPct: z.number(),
  startMs: z.number(),
  /** First and last reading that showed it. */
  firstMs: z.number(),
  lastMs: z.number(),
  /** It last grew then, to this level; null once it is over. */
  grewMs: z.number(),
  grewPct: z.number().nullable().default(null),
  /** First level at rest with the engine running again, ms; null before. */
  engineMs: z.number().nullable().default(null),
  /** How far off the level before may be, % of tank. */
  fromErrorPct: z.number().default(0),
  /** The same of the level after, % of tank. */
  doubtPct: z.number().default(0),
  /** Allowed for consumption, % of tank, and the distance it was allowed for. */
  burnPct: z.number(),
  km: z.number(),
  /** The car was seen to stand, or its way was measured. */
  witnessed: z.boolean(),
  /** The engine was off meanwhile: nobody takes fuel from under a running one. */
  engineOff: z.boolean(),
  /** Both levels come from one stand, so no slope lies between them. */
  sameStand: z.boolean(),
  /** The gauge slept meanwhile: it happened at some time between start and first reading. */
  wasAsleep: z.boolean().default(false),
  proven: z.boolean(),
  /** Readings of the road since, and their mean, % of tank. */
  roadReadings: z.number().default(0),
  roadPct: z.number().default(0),
  /** Fuel could come or go; else it is a slope, and only keeps others from being taken for one. */
  feasible: z.boolean(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  said: Said.nullable(),
});
export type Change = z.infer<typeof Change>;

const Burn = z.object({
  /** Learned, % of tank per km and per idle hour; null before. */
  perKmPct: z.number().nullable(),
  perIdleHourPct: z.number().nullable(),
  learnedKm: z.number(),
  learnedIdleH: z.number(),
  /** Idle hours that the learned rate rests on. */
  sampledIdleH: z.number().default(0),
  /** The sample being taken. */
  km: z.number(),
  fallPct: z.number(),
  idleH: z.number(),
  idleFallPct: z.number(),
});
export type Burn = z.infer<typeof Burn>;

/** Consumption beyond what is usual for the vehicle, over one long distance after another. */
const Excess = z.object({
  usualPerKmPct: z.number().nullable(),
  sinceMs: z.number(),
  km: z.number(),
  fallPct: z.number(),
  idleH: z.number(),
  times: z.number(),
  firstMs: z.number(),
  said: Said.nullable(),
});
export type Excess = z.infer<typeof Excess>;

/** Slope of the level while parked. */
const Seepage = z.object({
  /** Thinned, evenly spaced: at most 12. */
  points: z.array(LevelPoint),
  spacingS: z.number(),
  /** This parking has been counted. */
  counted: z.boolean(),
  parkings: z.number(),
  firstMs: z.number(),
  said: Said.nullable(),
});
export type Seepage = z.infer<typeof Seepage>;

const Stuck = z.object({
  lowPct: z.number(),
  highPct: z.number(),
  km: z.number(),
  sinceMs: z.number(),
  said: Said.nullable(),
});
export type Stuck = z.infer<typeof Stuck>;

const Erratic = z.object({
  lastPct: z.number().nullable(),
  lastMs: z.number(),
  /** From the reading before to the last one, %; it counts once another one at rest has followed. */
  leapPct: z.number(),
  ups: z.number(),
  downs: z.number(),
  firstMs: z.number(),
  largestPct: z.number(),
  said: Said.nullable(),
});
export type Erratic = z.infer<typeof Erratic>;

/** What fuel detection remembers of a vehicle. Levels are % of the tank. */
export const FuelState = z.object({
  sender: Sender,
  movement: Movement,
  since: Since,
  /** Readings at rest that are not yet a level: at most 9. */
  rest: z.object({
    readings: z.array(z.number()),
    timesMs: z.array(z.number()),
  }),
  /** Running mean of a drive. */
  drive: z.object({
    count: z.number(),
    mean: z.number(),
    squares: z.number(),
    firstMs: z.number(),
    /** The last point of its way, burnt fuel put back, and how far it has gone, straight and in all. */
    wholePct: z.number().default(0),
    atMs: z.number().default(0),
    wayPct: z.number().default(0),
    travelPct: z.number().default(0),
    /** Of all its readings, for the line through them: mean time since the first, s, and moments about the means. */
    meanS: z.number().default(0),
    squaresS: z.number().default(0),
    pctS: z.number().default(0),
  }),
  creep: Creep.nullable().default(null),
  /** The level that the next one is compared with. */
  reference: Level.nullable(),
  arrival: Arrival.nullable().default(null),
  /** What the road before this stand leaves to be expected now, % of tank; on the road the arrival. */
  expectedPct: z.number().nullable().default(null),
  opening: Opening.nullable().default(null),
  /** Of this stand, while its engine is off. */
  top: StandTop.nullable().default(null),
  /** Levels of this stand, at most 12. */
  stand: z.array(LevelPoint),
  /** Levels before now, for the evidence: at most 12. */
  curve: z.array(LevelPoint),
  /** Median absolute quiet difference between two places, % of tank. */
  noisePct: z.number(),
  /** The same as it was last told with what is known of the gauge; null before it was. */
  toldNoisePct: z.number().nullable().default(null),
  /** How much lower than at rest the level reads while driving, % of tank. */
  sagPct: z.number(),
  change: Change.nullable(),
  burn: Burn,
  excess: Excess,
  seepage: Seepage,
  stuck: Stuck.nullable(),
  erratic: Erratic,
});
export type FuelState = z.infer<typeof FuelState>;
