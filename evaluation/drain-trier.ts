import type { DetectionType } from "../contracts/detection/detection.ts";
import {
  firstChapter,
  storyOf,
  tellOn,
  type Chapter,
  type Story,
} from "../processor/detectors/testing.ts";
import type { Session } from "./carobd-sessions.ts";
import type { StandTruth } from "./carobd-truth.ts";
import { injectDrain, type Drain, type Injected } from "./drain-injection.ts";
import { nextRefuel } from "./drain-trials.ts";

const MINUTE_MS = 60_000;

/** What is said of the fuel; a recording laid end to end has silences of its own to tell of. */
const FUEL_TYPES: ReadonlySet<DetectionType> = new Set([
  "refuel",
  "drain",
  "leak",
  "fuel_sensor_fault",
]);

/** What is told of the fuel in a story. */
export const confirmedOf = ({ detections }: Story) =>
  detections.filter(({ type, certainty }) => certainty === "confirmed" && FUEL_TYPES.has(type));

/** What became of a theft that was written into a recording. */
export type Trial = {
  readonly isFound: boolean;
  readonly errorPct: number;
  /** The evidence says that the amount may be off by as much. */
  readonly isHonest: boolean;
  readonly inTime: boolean;
  readonly others: number;
};

/**
 * When the level has been read at rest after a theft: twice while parked, where it was read so before,
 * else at the next start, or where the road is read seldom with its first level.
 */
const settledByMs = (
  drain: Drain,
  { parkedMs, startMs, endMs, nextStartMs }: Injected,
  roadLevelS: number,
): number => {
  const twiceMs = 2_000 * drain.heartbeatS;
  const isLive = drain.hasLevel && startMs >= parkedMs + twiceMs;
  const byMs = nextStartMs + roadLevelS * 1_000;
  return isLive ? Math.min(byMs, endMs + twiceMs) : byMs;
};

/** Tells each trial from where its theft begins: what comes before is the same, and half of what is folded. */
export const drainTrier = (
  sessions: readonly Session[],
  truth: readonly StandTruth[],
  roadLevelS = 0,
): ((drain: Drain) => Trial) => {
  const chapters = [firstChapter()];
  const chapterBefore = (session: number): Chapter => {
    let chapter = chapters[session];
    if (!chapter) {
      const observations = sessions[session - 1]?.observations ?? [];
      chapter = tellOn(chapterBefore(session - 1), observations);
      chapters[session] = chapter;
    }
    return chapter;
  };
  return (drain) => {
    const injected = injectDrain(sessions, drain, nextRefuel(truth, drain.beforeSession));
    const chapter = tellOn(
      chapterBefore(drain.beforeSession),
      injected.observations.slice(injected.untouched),
    );
    const vehicleId = injected.observations[0]?.vehicleId ?? "";
    const drains = confirmedOf(storyOf(chapter, vehicleId)).filter(({ type }) => type !== "refuel");
    const hit = drains.find(
      ({ startMs, endMs }) => startMs <= injected.endMs && (endMs ?? startMs) >= injected.startMs,
    );
    const errorPct = Math.abs(Number(hit?.evidence["pct"]) - drain.pct);
    const byMs = settledByMs(drain, injected, roadLevelS) + 10 * MINUTE_MS;
    return {
      isFound: hit?.type === "drain",
      errorPct,
      isHonest: errorPct <= Number(hit?.evidence["uncertaintyPct"]),
      inTime: (hit?.detectedAtMs ?? Infinity) <= byMs,
      others: drains.length - (hit ? 1 : 0),
    };
  };
};
