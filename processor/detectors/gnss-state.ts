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
  /** It is named for the device; one from before there could be several is not. */
  isNamed: z.boolean().default(false),
});
export type Said = z.infer<typeof Said>;

/** It has no fix. */
const Lost = z.object({
  sinceMs: z.number(),
  messages: z.number(),
  /** All satellites were gone at once from a moving car. */
  collapsed: z.boolean(),
  /** Since when the fix has been missing without an excuse. */
  missingSinceMs: z.number().nullable(),
  outage: Said.nullable(),
  jamming: Said.nullable(),
});
export type Lost = z.infer<typeof Lost>;

const Seen = z.object({ good: GoodFix.nullable(), plenty: Plenty.nullable().default(null) });

/** How well one device that has a receiver sees the sky. */
export const Receiver = Seen.extend({
  deviceId: z.string(),
  heardMs: z.number(),
  lost: Lost.nullable(),
});
export type Receiver = z.infer<typeof Receiver>;

/** Where fixes collapsed before and soon came back, whichever device was there. */
const holes = KnownHoles;

const ofSpeaker = Seen.extend({
  ...{ speaker: Speaker, holes },
  hasReceiver: z.boolean(),
  lostMs: z.number().nullable(),
  lostMessages: z.number(),
  ...Lost.omit({ sinceMs: true, messages: true }).shape,
}).transform(({ speaker, holes: known, hasReceiver, lostMs, lostMessages, ...rest }) => {
  const { good, plenty, ...ofLoss } = rest;
  const lost = lostMs === null ? null : { sinceMs: lostMs, messages: lostMessages, ...ofLoss };
  const devices = speaker && hasReceiver ? [{ ...speaker, good, plenty, lost }] : [];
  return { devices, holes: known };
});

/** Of each device by itself; earlier releases knew one of them. */
export const GnssState = z.union([z.object({ devices: z.array(Receiver), holes }), ofSpeaker]);
export type GnssState = z.infer<typeof GnssState>;

export const initialGnss = (): GnssState => ({ devices: [], holes: noHoles() });
