import type { Observation } from "../contracts/observation.ts";
import type { Random } from "../simulators/random.ts";
import type { ExpectedRoute } from "../simulators/scenarios/scenario.ts";

/** A simulated day of one car, in order, into which incidents are written. */
export type Day = {
  readonly observations: readonly Observation[];
  readonly routes: readonly ExpectedRoute[];
  readonly random: Random;
};

const MINUTE_MS = 60_000;

/** A day's first drive, and the stand behind it: between the key turned off and turned on again. */
export const firstDrive = ({ routes }: Day): ExpectedRoute => {
  const [drive] = routes;
  if (!drive) throw new Error("nothing is driven on this day");
  return drive;
};

/** The longest stand between two drives, by the key, ms. */
export const longestStand = ({ routes }: Day): { readonly fromMs: number; readonly toMs: number } =>
  routes.slice(1).reduce(
    (longest, { ignitionOnMs }, index) => {
      const fromMs = routes[index]?.ignitionOffMs ?? ignitionOnMs;
      const isLonger = ignitionOnMs - fromMs > longest.toMs - longest.fromMs;
      return isLonger ? { fromMs, toMs: ignitionOnMs } : longest;
    },
    { fromMs: 0, toMs: 0 },
  );

/** A moment between two others, as many minutes from either end at least, ms. */
export const momentIn = (
  { random }: Day,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  marginMin: number,
): number => {
  const leastMs = fromMs + marginMin * MINUTE_MS;
  return leastMs + random() * Math.max(0, toMs - marginMin * MINUTE_MS - leastMs);
};

/** The day with what the car reports in [fromMs, toMs) changed. */
export const changedBetween = (
  { observations }: Day,
  fromMs: number,
  toMs: number,
  change: (observation: Observation) => Observation,
): Observation[] =>
  observations.map((each) => (each.tsMs >= fromMs && each.tsMs < toMs ? change(each) : each));

/** Time of the last word before a moment, and of the first one at it or after, ms. */
export const wordsAround = ({ observations }: Pick<Day, "observations">, atMs: number) => {
  const at = observations.findIndex(({ tsMs }) => tsMs >= atMs);
  const [before, after] = [observations[at - 1], observations[at]];
  if (!before || !after) throw new Error("nothing is reported around this moment");
  return { beforeMs: before.tsMs, afterMs: after.tsMs };
};
