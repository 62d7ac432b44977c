import { z } from "zod";
import { refuseForeignOptions, refuseUntold, RulePut } from "./detection-rule.ts";
import { Certainty, DetectionType, Evidence, Severity } from "./detection/detection.ts";
import { OptionOverrides } from "./detection/option-overrides.ts";
import { Instant, Timestamp } from "./fields.ts";
import { Kilometres } from "./figure.ts";

/** Longest stretch of history that is gone through at once, days: some seconds of work. */
export const MAX_WHAT_IF_DAYS = 31;
/** Differences that are listed; beyond them the counts tell enough. */
export const MAX_WHAT_IF_CHANGES = 300;

const DAY_MS = 24 * 60 * 60_000;

/** NaN where an end is no time at all, which has been said already. */
const lengthMs = ({ from, to }: { readonly from: Date; readonly to: Date }): number =>
  Number(to) - Number(from);

const { enabled, alert, severity, options, cooldownS, minDurationS, schedule } = RulePut.shape;

/** What can be tried on a stored history: all but overdue returns. */
const TriedType = z.enum([...DetectionType.options, "routes"]);

/** A rule as it would be put for the vehicle. What it leaves out stays as it holds now. */
export const DraftRule = z
  .strictObject({
    type: TriedType,
    /** Left out: true, so that what is switched off can be tried. */
    enabled,
    alert,
    severity,
    options,
    cooldownS,
    minDurationS,
    schedule,
  })
  .superRefine(refuseForeignOptions)
  .superRefine(refuseUntold);
export type DraftRule = z.output<typeof DraftRule>;

const isOnePerType = (rules: readonly DraftRule[]): boolean =>
  new Set(rules.map(({ type }) => type)).size === rules.length;

/** What would have been detected and told of a vehicle, had other thresholds and rules held? */
export const WhatIfRequest = z
  .strictObject({
    vehicleId: z.uuid(),
    from: Instant,
    to: Instant,
    /**
     * Thresholds by detector, on top of what holds now. All that a detector finds is enabled where
     * its options are named here, unless a rule below says otherwise.
     */
    options: OptionOverrides.default({}).refine((named) => !("overdue" in named), {
      path: ["overdue"],
      message: "is the clock's matter, over bookings: it cannot be tried on a stored history",
    }),
    /** Rules of the vehicle, on top of what holds now. */
    rules: z.array(DraftRule).refine(isOnePerType, "has two rules for one type").default([]),
  })
  .refine((span) => !(lengthMs(span) <= 0), { path: ["to"], message: "must be after from" })
  .refine((span) => !(lengthMs(span) > MAX_WHAT_IF_DAYS * DAY_MS), {
    path: ["to"],
    message: `must be at most ${MAX_WHAT_IF_DAYS} days after from`,
  });
export type WhatIfRequest = z.output<typeof WhatIfRequest>;

/** A detection as one of the two sides has it. */
export const WhatIfDetection = z.object({
  type: DetectionType,
  certainty: Certainty,
  startTime: Timestamp,
  /** Null while it lasts. */
  endTime: Timestamp.nullable(),
  /** Event time of the observation that decided it. */
  detectedAt: Timestamp,
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  evidence: Evidence,
  /** Of the alert it would raise; null where nobody would be told. */
  alert: Severity.nullable(),
});
export type WhatIfDetection = z.infer<typeof WhatIfDetection>;

/** What would be different of one detection. */
export const WhatIfChange = z.discriminatedUnion("change", [
  z.object({ change: z.literal("appears"), after: WhatIfDetection }),
  z.object({ change: z.literal("disappears"), before: WhatIfDetection }),
  z.object({ change: z.literal("differs"), before: WhatIfDetection, after: WhatIfDetection }),
]);
export type WhatIfChange = z.infer<typeof WhatIfChange>;

const Counts = z.object({
  detections: z.number(),
  /** Of them, those somebody would be told of. */
  alerting: z.number(),
  /**
   * So many alerts, were each closed as soon as its cause has ended: what comes within the cooldown
   * counts on the one before.
   */
  alerts: z.number(),
  /** Completed routes that touch the stretch, and how long they are together, km. */
  routes: z.number(),
  distanceKm: Kilometres,
  /** Idling stops, however long. */
  idlingStops: z.number(),
});

/** What today's rules and the draft make of the same history. */
export const WhatIfResult = z.object({
  vehicleId: z.string(),
  from: Timestamp,
  to: Timestamp,
  /** Stored observations in the stretch. */
  observations: z.number(),
  today: Counts,
  changed: Counts,
  /** By time; the first of them where there are very many. */
  changes: z.array(WhatIfChange),
  /** Differences beyond those listed. */
  unlisted: z.number(),
  /** Of the types the draft is about, what stays as it is: by time, the first where there are many. */
  unchanged: z.array(WhatIfDetection),
});
export type WhatIfResult = z.infer<typeof WhatIfResult>;

/** What a processor answers. */
export const WhatIfAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("result"), result: WhatIfResult }),
  /** It is at work on another one. */
  z.object({ kind: z.literal("busy") }),
  /** There is more history than can be gone through while somebody waits. */
  z.object({ kind: z.literal("too-long") }),
  z.object({ kind: z.literal("failed") }),
]);
export type WhatIfAnswer = z.infer<typeof WhatIfAnswer>;
