/**
 * Error models of receivers for tests, seeded. Figures come from recordings: a Teltonika FMC003 on
 * a bench held a wrong position for 30 to 60 s and then jumped 10 to 20 m to the next (8 m standard
 * deviation an axis over half an hour, showing up to 5 km/h), and began 70 to 90 m off after each
 * cold start; enviroCar's phone said 3 m mostly, 28 m at worst; phones in parked cars were seen to
 * show 14 km/h, and one 200 m off claimed 1.9 m.
 */
export type ReceiverError = {
  readonly eastM: number;
  readonly northM: number;
  readonly speedKmh: number;
  readonly accuracyM: number | undefined;
};

/** Numbers in [0, 1) from a seed (mulberry32). */
export const randomOf = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Numbers of the standard normal distribution (Box and Muller). */
export const normalOf = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Noise of a standard deviation that is correlated over a time, sampled every `everyS`. */
export const correlated = (normal: () => number, sigmaM: number, overS: number, everyS: number) => {
  const keeps = overS === 0 ? 0 : Math.exp(-everyS / overS);
  let value = sigmaM * normal();
  return (): number => {
    value = keeps * value + Math.sqrt(1 - keeps * keeps) * sigmaM * normal();
    return value;
  };
};

/** How the position of a parked car errs, sample by sample. */
export const parkedDrift = (seed: number, everyS: number) => {
  const random = randomOf(seed);
  const normal = normalOf(random);
  const [slowEast, slowNorth] = [0, 1].map(() => correlated(normal, 10, 600, everyS));
  let held = { eastM: 0, northM: 0 };
  let heldForS = 0;
  /** A wrong position that lasts: a cold start or a reflection, and whether the receiver knows. */
  let stray = { eastM: 0, northM: 0, leftS: 0, known: true };
  return (): ReceiverError => {
    heldForS -= everyS;
    const east = slowEast?.() ?? 0;
    const north = slowNorth?.() ?? 0;
    if (heldForS <= 0) {
      held = { eastM: east, northM: north };
      heldForS = 30 + 60 * random();
    }
    stray.leftS -= everyS;
    if (stray.leftS <= 0 && random() < Math.min(0.1, everyS / 7_200)) {
      // Every two hours, or at a tenth of the fixes after sleep: mostly tens of metres off, now and
      // then hundreds (Pareto), for 20 s to 2 min.
      const awayM = Math.min(1_000, 60 * (1 - random()) ** -0.5);
      const course = 2 * Math.PI * random();
      const eastM = awayM * Math.sin(course);
      const northM = awayM * Math.cos(course);
      stray = { eastM, northM, leftS: 20 + 100 * random(), known: random() < 0.8 };
    }
    const strays = stray.leftS > 0;
    const eastM = held.eastM + (strays ? stray.eastM : 0);
    const northM = held.northM + (strays ? stray.northM : 0);
    const offM = Math.hypot(eastM, northM);
    const guessM = strays && !stray.known ? 1.9 : Math.max(3, offM * (0.5 + random()));
    const speedKmh = random() < 0.05 ? Math.min(14, 3 * Math.abs(normal())) : 0;
    return { eastM, northM, speedKmh, accuracyM: guessM };
  };
};
