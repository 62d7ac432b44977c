import type { BenchOptions } from "../bench-options.ts";
import { inOneLine } from "../machine.ts";
import { keep, say, spread, table } from "../report.ts";
import { LEAST, type MapFigures, measureMap, missedBy, MOST, quantile } from "./map-figures.ts";

/** Searches typed, five keys each. */
const SEARCHES = 8;

const tenths = (value: number): string => value.toFixed(1);

const rowOf = (name: string, fleets: readonly MapFigures[], show: (of: MapFigures) => string) => [
  name,
  ...fleets.map(show),
];

const describe = (fleets: readonly MapFigures[]): string =>
  table(
    ["", ...fleets.map(({ cars }) => `${cars.toLocaleString("en-US")} cars`)],
    [
      rowOf("a tick, CPU ms", fleets, ({ tickMs }) => spread(tickMs, tenths)),
      rowOf("a second without, CPU ms", fleets, ({ idleMs }) => spread(idleMs, tenths)),
      rowOf("a frame, CPU ms", fleets, ({ frameMs }) => spread(frameMs, tenths)),
      rowOf("frames/s", fleets, ({ fps }) => spread(fps)),
      rowOf("main thread busy, %", fleets, ({ busy }) =>
        spread(busy, (share) => tenths(share * 100)),
      ),
      rowOf("a tick until it arrives, ms", fleets, ({ lagMs }) => spread(lagMs)),
      rowOf("ticks lost", fleets, ({ lostTicks }) => String(lostTicks)),
      rowOf("a keypress until its answer, ms", fleets, ({ answersMs }) =>
        answersMs.length === 0
          ? "–"
          : `${quantile(answersMs, 0.5).toFixed(0)}, p95 ${quantile(answersMs, 0.95).toFixed(0)}`,
      ),
    ],
  );

/**
 * What the live page costs the browser's main thread with a large fleet that is all on the move, and
 * with one beyond any. Answers false when a mark is missed.
 */
export const benchMap = async ({ rounds, seconds, machine }: BenchOptions): Promise<boolean> => {
  const fleets = [
    await measureMap(MOST.cars, { rounds, seconds, searches: SEARCHES }),
    await measureMap(LEAST.cars, { rounds, seconds, searches: 0 }),
  ];
  say(`\n${inOneLine(machine)}\n\n${describe(fleets)}\n`);
  say(`kept in ${keep("map", { machine, fleets })}`);
  const missed = fleets.flatMap((figures) =>
    missedBy(figures).map((what) => `${figures.cars} cars: ${what}`),
  );
  say(missed.length === 0 ? "every mark holds" : `MISSED: ${missed.join("; ")}`);
  return missed.length === 0;
};
