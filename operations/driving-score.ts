import type { DrivingScore, ScorePart, ScorePartName } from "../contracts/analytics.ts";

/** What is known of somebody's driving; sums, so that two stretches add up to the whole. */
export type Conduct = {
  readonly distanceKm: number;
  /** Driven where the tracker tells of harsh driving. */
  readonly harshKm: number;
  readonly drivingS: number;
  readonly idlingS: number;
  readonly nightS: number;
  readonly braking: Counted;
  readonly acceleration: Counted;
  readonly cornering: Counted;
  readonly speedings: number;
  readonly speedingKm: number;
};
export type Counted = { readonly events: number; readonly severe: number };

/** Less says nothing about a driver, km (Powerfleet: 10 for a day; a week of a rental car is 5 times that). */
export const LEAST_KM = 50;

type Rule = {
  /** Points the part can cost, of 100. */
  readonly weightPct: number;
  /** From this rate on it costs all of them. */
  readonly worstRate: number;
};

/**
 * Weights and limits. Geotab's Safety Scorecard takes 10 points a manoeuvre and 100 km, and gives
 * speeding half of the weight that is not the seat belt's; it multiplies the share of distance
 * driven too fast, here by 5. Idling and night are own judgement: a quarter of engine time idled is
 * as bad as it gets in town traffic, and accidents at night are twice as frequent a kilometre.
 */
export const SCORE_RULES: Readonly<Record<ScorePartName, Rule>> = {
  braking: { weightPct: 15, worstRate: 10 },
  acceleration: { weightPct: 15, worstRate: 10 },
  cornering: { weightPct: 15, worstRate: 10 },
  speeding: { weightPct: 35, worstRate: 0.2 },
  idling: { weightPct: 10, worstRate: 0.25 },
  night: { weightPct: 10, worstRate: 0.5 },
};

const HARSH = ["braking", "acceleration", "cornering"] as const;

/** A score that chance moves by less than this is firm, points. */
const FIRM_POINTS = 3;
/** … and by more than this it is hardly one. */
const LOOSE_POINTS = 8;

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

const rateOf = (part: ScorePartName, conduct: Conduct): number | null => {
  if (part === "speeding") return share(conduct.speedingKm, conduct.distanceKm);
  if (part === "idling") return share(conduct.idlingS, conduct.idlingS + conduct.drivingS);
  if (part === "night") return share(conduct.nightS, conduct.drivingS);
  const { events, severe } = conduct[part];
  // a severe one counts twice
  return share(100 * (events + severe), conduct.harshKm);
};

const eventsOf = (part: ScorePartName, conduct: Conduct): number => {
  if (part === "idling" || part === "night") return 0;
  return part === "speeding" ? conduct.speedings : conduct[part].events;
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const partOf = (part: ScorePartName, conduct: Conduct): ScorePart => {
  const { weightPct, worstRate } = SCORE_RULES[part];
  const rate = rateOf(part, conduct);
  return {
    part,
    rate: rate === null ? null : round(rate, 4),
    points: rate === null ? null : round(100 * Math.max(0, 1 - rate / worstRate), 1),
    weightPct,
    events: eventsOf(part, conduct),
  };
};

/**
 * How far chance alone moves the score, one sigma in points. Events come by chance, as many again as
 * their root (Poisson); one more than were seen, because none may have been luck.
 */
const marginOf = (conduct: Conduct, measuredPct: number): number => {
  const variances = HARSH.map((part) => {
    const { weightPct, worstRate } = SCORE_RULES[part];
    if (conduct.harshKm <= 0) return 0;
    const rateSigma = (100 * Math.sqrt(conduct[part].events + 1)) / conduct.harshKm;
    return (((weightPct / measuredPct) * 100 * rateSigma) / worstRate) ** 2;
  });
  const { weightPct, worstRate } = SCORE_RULES.speeding;
  const { speedings, speedingKm, distanceKm } = conduct;
  const rateSigma = speedings > 0 ? speedingKm / distanceKm / Math.sqrt(speedings) : 0;
  variances.push((((weightPct / measuredPct) * 100 * rateSigma) / worstRate) ** 2);
  return Math.sqrt(variances.reduce((sum, each) => sum + each, 0));
};

/**
 * The weighted mean of the parts that were measured. Below `LEAST_KM` there is none; low confidence
 * where a part is missing or chance has a large share in it.
 */
export const drivingScore = (conduct: Conduct): DrivingScore => {
  const parts = Object.keys(SCORE_RULES).flatMap((name) =>
    isPart(name) ? [partOf(name, conduct)] : [],
  );
  const measured = parts.filter(({ points }) => points !== null);
  const measuredPct = measured.reduce((sum, { weightPct }) => sum + weightPct, 0);
  if (conduct.distanceKm < LEAST_KM || measuredPct === 0) {
    return { points: null, marginPoints: null, confidence: "too_little_driven", parts };
  }
  const sum = measured.reduce((total, each) => total + each.weightPct * (each.points ?? 0), 0);
  const marginPoints = marginOf(conduct, measuredPct);
  const isWhole = measured.length === parts.length && conduct.harshKm >= conduct.distanceKm / 2;
  const isFirm = marginPoints <= FIRM_POINTS;
  const confidence = !isWhole || marginPoints > LOOSE_POINTS ? "low" : isFirm ? "high" : "fair";
  return {
    points: round(sum / measuredPct, 1),
    marginPoints: round(marginPoints, 1),
    confidence,
    parts,
  };
};

const isPart = (name: string): name is ScorePartName => Object.hasOwn(SCORE_RULES, name);
