import { z } from "zod";
import { keptPlace, Place, Visit } from "./geofence-visit.ts";

const FormerMoment = Place.omit({ accuracyM: true });

const FormerArriving = z.object({
  fixes: z.number(),
  sure: z.boolean(),
  deep: Place.transform(keptPlace).nullable().default(null),
  from: Place.transform(keptPlace).nullable(),
  wary: z.boolean().optional(),
});

const FormerLeaving = FormerMoment.extend({
  reachM: z.number(),
  awayFixes: z.number(),
  farFixes: z.number(),
  awaySinceMs: z.number(),
});

const FormerVisit = Visit.extend({
  since: FormerMoment,
  alreadyInside: z.boolean(),
  crossed: z.boolean(),
  arriving: FormerArriving.nullable(),
  leaving: FormerLeaving.nullable(),
  deepestM: z.number().default(0),
}).omit({ seen: true });
type FormerVisit = z.infer<typeof FormerVisit>;

const leavingOf = ({ leaving }: FormerVisit): Visit["leaving"] => {
  if (!leaving) return undefined;
  const { atMs, lat, lon, reachM, awayFixes, farFixes, awaySinceMs } = leaving;
  return {
    out: [atMs, lat, lon],
    reachM,
    away: awayFixes > 0 ? [awaySinceMs, awayFixes, farFixes] : null,
  };
};

const seenOf = ({ alreadyInside, crossed }: FormerVisit): Visit["seen"] => {
  if (alreadyInside) return "inside";
  return crossed ? "crossing" : "entering";
};

const shortVisit = (former: FormerVisit): Visit => {
  const { fenceId, purpose, since, detectedAtMs, arriving, deepestM, wanderM } = former;
  return {
    ...{ fenceId, purpose, detectedAtMs, deepestM, wanderM },
    since: [since.atMs, since.lat, since.lon],
    seen: seenOf(former),
    arriving: arriving ?? undefined,
    leaving: leavingOf(former),
  };
};

/** A visit as a state holds it, or as an earlier release stored it at greater length. */
export const StoredVisit = z.union([Visit, FormerVisit.transform(shortVisit)]);
