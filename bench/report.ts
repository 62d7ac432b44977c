import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inCheckout } from "../starter/checkout.ts";
import type { Spread } from "./statistics.ts";

/** Where results are kept. */
export const RESULTS_FOLDER = inCheckout("bench-results");

/** Prints a line for a person. */
export const say = (line = ""): void => void process.stdout.write(`${line}\n`);

/** A whole number with thousands apart: 12,345. */
export const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

/** A median with what it lies between. */
export const spread = ({ median, min, max }: Spread, show = whole): string =>
  `${show(median)} (${show(min)}–${show(max)})`;

/** Rows under a heading: the first column to the left, the others to the right. */
export const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? "").length)),
  );
  const lines = all.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => "-".repeat(width)).join("  "), ...lines.slice(1)].join(
    "\n",
  );
};

/** Keeps a result as JSON in `bench-results`; answers the file. */
export const keep = (name: string, result: object): string => {
  mkdirSync(RESULTS_FOLDER, { recursive: true });
  const at = new Date().toISOString();
  const file = join(RESULTS_FOLDER, `${name}-${at.replaceAll(/[:.]/g, "-")}.json`);
  writeFileSync(file, `${JSON.stringify({ name, at, ...result }, undefined, 2)}\n`);
  return file;
};
