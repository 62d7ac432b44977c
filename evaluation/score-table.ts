import type { Kind } from "./happening.ts";
import { NAIVE_KINDS } from "./naive-rules.ts";
import type { Score, Scores } from "./score.ts";

const HEADING = [
  ...["detection", "recordings", "happened", "found", "wrong", "precision", "recall"],
  ...["start off by", "told after", "naive: found", "wrong", "precision", "recall"],
];
const NONE = "–";

const share = (part: number, whole: number): string =>
  whole === 0 ? NONE : (part / whole).toFixed(2);

const precision = ({ found, wrong }: Score): string => share(found, found + wrong);
const recall = ({ found, truths }: Score): string => share(found, truths);

/** Median and most, of seconds in another unit. */
const medianAndMost = (seconds: readonly number[], unit: string, unitS: number): string => {
  const sorted = seconds.toSorted((a, b) => a - b);
  const [median, most] = [sorted[sorted.length >> 1], sorted.at(-1)];
  if (median === undefined || most === undefined) return NONE;
  return `${Math.round(median / unitS)} ${unit} (${Math.round(most / unitS)})`;
};

const offBy = ({ offS }: Score): string => medianAndMost(offS, "s", 1);
const toldAfter = ({ toldAfterS }: Score): string => medianAndMost(toldAfterS, "min", 60);

const NOTHING: Score = { truths: 0, found: 0, wrong: 0, offS: [], toldAfterS: [] };

const naiveCells = (kind: Kind, score: Score): string[] =>
  NAIVE_KINDS.has(kind)
    ? [String(score.found), String(score.wrong), precision(score), recall(score)]
    : [NONE, NONE, NONE, NONE];

const isEmpty = ({ truths, found, wrong }: Score): boolean => truths + found + wrong === 0;

const rowsOf = (ours: Scores, naive: Scores): string[][] => {
  const rows: string[][] = [];
  for (const [source, kinds] of ours) {
    const naiveKinds = naive.get(source) ?? new Map<Kind, Score>();
    for (const kind of new Set([...kinds.keys(), ...naiveKinds.keys()])) {
      const said = naiveKinds.get(kind) ?? NOTHING;
      const score = kinds.get(kind) ?? NOTHING;
      if (isEmpty(score) && isEmpty(said)) continue;
      const counts = [score.truths, score.found, score.wrong].map(String);
      const quality = [precision(score), recall(score), offBy(score), toldAfter(score)];
      rows.push([kind, source, ...counts, ...quality, ...naiveCells(kind, said)]);
    }
  }
  return rows.toSorted((one, other) => (one[0] ?? "").localeCompare(other[0] ?? ""));
};

/** The scores as a Markdown table, one row a kind and source, laid out as Prettier does. */
export const scoreTable = (ours: Scores, naive: Scores): string => {
  const rows = rowsOf(ours, naive);
  const widths = HEADING.map((name, column) =>
    Math.max(...[HEADING, ...rows].map((row) => (row[column] ?? "").length), name.length),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(HEADING), rule, ...rows.map(line)].join("\n");
};
