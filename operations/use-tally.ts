import type { UseFigures } from "../contracts/analytics.ts";
import { type Conduct, type Counted, drivingScore } from "./driving-score.ts";

/** Everything that is summed of a car, a driver or a fleet: tallies of parts add up to the whole's. */
export type UseTally = Conduct & {
  readonly routes: number;
  readonly idlingLitres: number | null;
  readonly usedDays: number;
  readonly watchedS: number;
  readonly watchedDays: number;
  readonly standS: number | null;
  readonly rentedS: number | null;
  readonly consumedLitres: number | null;
  readonly measuredKm: number;
};

const NO_EVENTS: Counted = { events: 0, severe: 0 };

/** Nothing was driven and nobody watched. */
export const EMPTY_TALLY: UseTally = {
  ...{ distanceKm: 0, harshKm: 0, drivingS: 0, idlingS: 0, nightS: 0, speedings: 0, speedingKm: 0 },
  ...{ braking: NO_EVENTS, acceleration: NO_EVENTS, cornering: NO_EVENTS },
  ...{ routes: 0, idlingLitres: null, usedDays: 0, watchedS: 0, watchedDays: 0 },
  ...{ standS: null, rentedS: null, consumedLitres: null, measuredKm: 0 },
};

const plusEvents = (one: Counted, other: Counted): Counted => ({
  events: one.events + other.events,
  severe: one.severe + other.severe,
});

const plusKnown = (one: number | null, other: number | null): number | null =>
  one === null ? other : one + (other ?? 0);

/** Both together; what is known of one alone stands for what is known of both. */
export const plus = (one: UseTally, other: Partial<UseTally>): UseTally => {
  const more = { ...EMPTY_TALLY, ...other };
  return {
    distanceKm: one.distanceKm + more.distanceKm,
    harshKm: one.harshKm + more.harshKm,
    drivingS: one.drivingS + more.drivingS,
    idlingS: one.idlingS + more.idlingS,
    nightS: one.nightS + more.nightS,
    speedings: one.speedings + more.speedings,
    speedingKm: one.speedingKm + more.speedingKm,
    braking: plusEvents(one.braking, more.braking),
    acceleration: plusEvents(one.acceleration, more.acceleration),
    cornering: plusEvents(one.cornering, more.cornering),
    routes: one.routes + more.routes,
    idlingLitres: plusKnown(one.idlingLitres, more.idlingLitres),
    usedDays: one.usedDays + more.usedDays,
    watchedS: one.watchedS + more.watchedS,
    watchedDays: one.watchedDays + more.watchedDays,
    standS: plusKnown(one.standS, more.standS),
    rentedS: plusKnown(one.rentedS, more.rentedS),
    consumedLitres: plusKnown(one.consumedLitres, more.consumedLitres),
    measuredKm: one.measuredKm + more.measuredKm,
  };
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
const roundKnown = (value: number | null, digits: number): number | null =>
  value === null ? null : round(value, digits);

/** A share between 0 and 1; null of nothing. What was driven unwatched makes no share above one. */
const shareOf = (part: number | null, whole: number): number | null =>
  part === null || whole <= 0 ? null : round(Math.min(1, part / whole), 4);

type Shares = Pick<UseFigures, "usedDays" | "movingShare" | "usedShare" | "rentedShare">;

const sharesOf = ({ drivingS, rentedS, usedDays, watchedS, watchedDays }: UseTally): Shares => ({
  usedDays,
  movingShare: shareOf(drivingS, watchedS),
  usedShare: shareOf(usedDays, watchedDays),
  rentedShare: shareOf(rentedS, watchedS),
});

/** What people read of a tally. */
export const figuresOf = (tally: UseTally): UseFigures => {
  const { watchedS, watchedDays, consumedLitres, measuredKm } = tally;
  return {
    distanceKm: round(tally.distanceKm, 2),
    routes: tally.routes,
    drivingS: Math.round(tally.drivingS),
    idlingS: Math.round(tally.idlingS),
    idlingLitres: roundKnown(tally.idlingLitres, 2),
    standS: roundKnown(tally.standS, 0),
    watchedS: Math.round(watchedS),
    watchedDays,
    ...sharesOf(tally),
    consumedLitres: roundKnown(consumedLitres, 2),
    measuredKm: round(measuredKm, 2),
    litresPer100Km:
      consumedLitres === null || measuredKm <= 0
        ? null
        : round((100 * consumedLitres) / measuredKm, 2),
    score: drivingScore(tally),
  };
};

const sumOf = (tallies: readonly UseTally[]): UseTally => tallies.reduce(plus, EMPTY_TALLY);

/** … and of many together, whose shares are those of the ones that were watched. */
export const figuresOfAll = (tallies: readonly UseTally[]): UseFigures => ({
  ...figuresOf(sumOf(tallies)),
  ...sharesOf(sumOf(tallies.filter(({ watchedS }) => watchedS > 0))),
});
