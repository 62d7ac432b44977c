import type { CurvePoint, DayCurve } from "../../../contracts/day-curve.ts";
import type { ChartData, ChartSeries, TimeSpan } from "../kit/chart/chart-data.ts";

/** What the series are called. */
export type CurveWords = {
  readonly speed: string;
  readonly fuel: string;
  readonly settled: string;
};

type Moment = {
  readonly atMs: number;
  readonly speedKmh: number | null;
  readonly fuel: number | null;
  readonly settled: number | null;
};

/** Litres where the car tells them, else per cent; undefined where it tells neither. */
const figureOf = ({ points, settledLevels }: DayCurve): "fuelLitres" | "fuelPct" | undefined => {
  const all = [...points, ...settledLevels];
  if (all.some(({ fuelLitres }) => fuelLitres !== null)) return "fuelLitres";
  return all.some(({ fuelPct }) => fuelPct !== null) ? "fuelPct" : undefined;
};

/** A car whose engine is off stands, although it may not say so. */
const speedOf = ({ maxSpeedKmh, ignition }: CurvePoint): number | null =>
  maxSpeedKmh ?? (ignition === false ? 0 : null);

/** Where nothing was heard the lines end, and begin again behind it. */
const holeOf = ({ fromMs }: TimeSpan): Moment => ({
  ...{ atMs: fromMs + 1, speedKmh: null, fuel: null, settled: null },
});

/** A settled level lies on the lines that are there, and breaks none. */
const onLines = (moments: readonly (Moment | { atMs: number; settled: number })[]): Moment[] => {
  let last: Pick<Moment, "speedKmh" | "fuel"> = { speedKmh: null, fuel: null };
  return moments.map((moment) => {
    if (!("fuel" in moment)) return { ...last, ...moment };
    last = moment;
    return moment;
  });
};

/** Speed over a day, with the fuel as it was read and where it had settled on a scale of its own. */
export const curveChart = (
  curve: DayCurve,
  silent: readonly TimeSpan[],
  words: CurveWords,
): ChartData => {
  const figure = figureOf(curve);
  const read = curve.points.map((point) => ({
    ...{ atMs: Date.parse(point.at), speedKmh: speedOf(point), settled: null },
    fuel: figure ? point[figure] : null,
  }));
  const settled = curve.settledLevels.flatMap((level) => {
    const value = figure ? level[figure] : null;
    return value === null ? [] : [{ atMs: Date.parse(level.at), settled: value }];
  });
  const moments = onLines(
    [...read, ...silent.map(holeOf), ...settled].sort((one, other) => one.atMs - other.atMs),
  );
  const unit = figure === "fuelLitres" ? "l" : "%";
  const fuel = { unit, scale: "second" } as const;
  const series: ChartSeries[] = [
    {
      ...{ label: words.speed, unit: "km/h", shape: "area" },
      values: moments.map(({ speedKmh }) => speedKmh),
    },
  ];
  if (figure) {
    series.push({
      ...{ ...fuel, label: words.fuel, shape: "steps" },
      values: moments.map((moment) => moment.fuel),
    });
  }
  if (settled.length > 0) {
    series.push({
      ...{ ...fuel, label: words.settled, shape: "points" },
      values: moments.map((moment) => moment.settled),
    });
  }
  return { atMs: moments.map(({ atMs }) => atMs), series };
};
