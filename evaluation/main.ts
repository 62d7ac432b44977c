// `npm run evaluate [-- --check]`: how well everything that is recorded or simulated is told.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../simulators/config.ts";
import { packageRoot } from "../simulators/package-root.ts";
import { drivenCases } from "./driven-cases.ts";
import { fuelCases } from "./fuel-cases.ts";
import type { Case } from "./happening.ts";
import { incidentCases } from "./incident-cases.ts";
import { naiveHappenings } from "./naive-rules.ts";
import { ourHappenings } from "./our-rules.ts";
import { recordedCases } from "./recorded-cases.ts";
import { scenarioCases } from "./scenario-cases.ts";
import { simulatedCases } from "./simulated-cases.ts";
import { addScores, type Scores } from "./score.ts";
import { scoreTable } from "./score-table.ts";

const DOCUMENT = path.join(packageRoot(), "docs/detection.md");
const BEGIN = "<!-- evaluation: begin -->";
const END = "<!-- evaluation: end -->";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const casesIn = async function* (folder: string | undefined): AsyncGenerator<Case> {
  if (folder !== undefined) {
    yield* await recordedCases(folder);
    yield* fuelCases(folder);
  }
  yield* simulatedCases();
  yield* drivenCases();
  yield* await scenarioCases();
  yield* await incidentCases();
};

const evaluate = async (folder: string | undefined): Promise<string> => {
  const [ours, naive]: [Scores, Scores] = [new Map(), new Map()];
  for await (const each of casesIn(folder)) {
    addScores(ours, each, ourHappenings(each));
    addScores(naive, each, naiveHappenings(each));
  }
  return scoreTable(ours, naive);
};

/** The document with the table between its marks. */
const withTable = (text: string, table: string): string => {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`${DOCUMENT} has lost its marks`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
};

const run = async (): Promise<void> => {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const folder = path.resolve(readConfig(process.env).RECORDINGS_DIR);
  const isPresent = existsSync(folder);
  const table = await evaluate(isPresent ? folder : undefined);
  say(table);
  if (!isPresent) {
    say(
      `no recordings in ${folder} (RECORDINGS_DIR): only what is simulated was run, and the table`,
    );
    say("in docs/detection.md was neither written nor compared");
    return;
  }
  const stored = await readFile(DOCUMENT, "utf8");
  const current = withTable(stored, table);
  if (!values.check) return writeFile(DOCUMENT, current);
  if (stored !== current) throw new Error("docs/detection.md is out of date: npm run evaluate");
};

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
