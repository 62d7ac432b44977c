import { z } from "zod";
import { KnownHoles, noHoles } from "./known-holes.ts";
import { Speaker } from "./speaker.ts";

/** What was known when a fix was last there. */
const GoodFix = z.object({
  atMs: z.number(),
  satellites: z.number().nullable(),
  speedKmh: z.number().nullable(),
  lat: z.number(),
  lon: z.number(),
});

/** When so many satellites were last in sight that losing all of them is a collapse. */
const Plenty = z.object({
  atMs: z.number(),
  satellites: z.number(),
  speedKmh: z.number().nullable(),
});

/** A record that has been said and is still open. */
const Said = z.object({
  startMs: z.number(),
  detectedAtMs: z.number(),
  certainty: z.enum(["confirmed", "suspected"]),
});
export type Said = z.infer<typeof Said>;

export const GnssState = z.object({
  speaker: Speaker,
  /** The device has told something of its receiver, so that it has one. */
  hasReceiver: z.boolean(),
  good: GoodFix.nullable(),
  plenty: Plenty.nullable().default(null),
  /** Since when it has had no fix, and in how many messages. */
  lostMs: z.number().nullable(),
  lostMessages: z.number(),
  /** All satellites were gone at once from a moving car. */
  collapsed: z.boolean(),
  /** Since when the fix has been missing without an excuse. */
  missingSinceMs: z.number().nullable(),
  outage: Said.nullable(),
  jamming: Said.nullable(),
  /** Where fixes collapsed before and soon came back. */
  holes: KnownHoles,
});
export type GnssState = z.infer<typeof GnssState>;

export const initialGnss = (): GnssState => ({
  speaker: null,
  hasReceiver: false,
  good: null,
  plenty: null,
  lostMs: null,
  lostMessages: 0,
  collapsed: false,
  missingSinceMs: null,
  outage: null,
  jamming: null,
  holes: noHoles(),
});
