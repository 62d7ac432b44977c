import { z } from "zod";
import type { FuelEventDetail } from "../../../contracts/detected.ts";
import type { ChartData } from "../kit/chart/chart-data.ts";

/** What the series are called. */
export type LevelWords = { readonly level: string; readonly settled: string };

/** Levels that a fuel alert rests on, where its evidence names them. */
const SettledLevels = z.array(z.object({ atMs: z.number(), pct: z.number() }));

type Reading = {
  readonly atMs: number;
  readonly level: number | null;
  readonly settled: number | null;
};

/** The level around a fuel event as it was read, with those that it was judged by; per cent. */
export const levelChart = (
  { curve, evidence }: Pick<FuelEventDetail, "curve" | "evidence">,
  words: LevelWords,
): ChartData => {
  const settled = SettledLevels.safeParse(evidence["levels"]).data ?? [];
  const read: Reading[] = curve.map(({ at, pct }) => ({
    ...{ atMs: Date.parse(at), level: pct, settled: null },
  }));
  const levelAt = (ms: number): number | null =>
    read.findLast(({ atMs }) => atMs <= ms)?.level ?? null;
  // a settled level lies on the line that is there, and breaks it nowhere
  const judged = settled.map(({ atMs, pct }) => ({ atMs, level: levelAt(atMs), settled: pct }));
  const all = [...read, ...judged].sort((one, other) => one.atMs - other.atMs);
  const series = [
    {
      ...({ label: words.level, unit: "%", shape: "steps" } as const),
      values: all.map(({ level }) => level),
    },
  ];
  const points = { label: words.settled, unit: "%", shape: "points" } as const;
  return {
    atMs: all.map(({ atMs }) => atMs),
    series:
      judged.length === 0
        ? series
        : [...series, { ...points, values: all.map((each) => each.settled) }],
  };
};
