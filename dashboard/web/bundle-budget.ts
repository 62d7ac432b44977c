import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { SERVICE_WORKER } from "./precache-list.ts";

/** What a visitor fetches for one thing, and how much that may be, kB (1,000 bytes) after gzip. */
const BUDGETS_KB = {
  /** Everything up to the signed-in page with its list, before the map arrives. */
  shell: 120,
  /** What the map adds to it. */
  map: 320,
  /** The map's worker. */
  worker: 150,
  /** What the first chart adds. */
  charts: 25,
  css: 25,
  /** The words of one language for the page that says most. */
  locale: 10,
} as const;
export type Budget = keyof typeof BUDGETS_KB;

/** One file of the build, as far as budgets look at it. */
export type BuiltFile = {
  readonly name: string;
  readonly bytes: number;
  /** The module a lazy chunk stands for, such as `…/kit/chart/chart-engine.ts`. */
  readonly facade: string | undefined;
  readonly isEntry: boolean;
  /** Chunks that arrive with it. */
  readonly imports: readonly string[];
};

/** Modules that the first signed-in page fetches one after another. */
const SHELL_STEPS = /\/(shell\/(roadledger-app|app-shell)|pages\/live\/live-page)\.ts$/;
const WORDS = /\/(?<part>[\w/-]+)\/text\/(?<language>[a-z]{2})\.ts$/;
/** Parts whose words every page needs. */
const SHARED_WORDS = ["shell", "kit", "fleet"];

const withImports = (files: ReadonlyMap<string, BuiltFile>, roots: readonly BuiltFile[]) => {
  const reached = new Set<BuiltFile>();
  const visit = (file: BuiltFile | undefined): void => {
    if (!file || reached.has(file)) return;
    reached.add(file);
    for (const name of file.imports) visit(files.get(name));
  };
  for (const root of roots) visit(root);
  return reached;
};

const sum = (files: Iterable<BuiltFile>): number =>
  [...files].reduce((total, { bytes }) => total + bytes, 0);

/** The words of each page with those that all pages share, by language; the most of all is counted. */
const mostWords = (files: readonly BuiltFile[]): number => {
  const shared = new Map<string, number>();
  const pages: { readonly language: string; readonly bytes: number }[] = [];
  for (const { facade, bytes } of files) {
    const { part = "", language } = WORDS.exec(facade ?? "")?.groups ?? {};
    if (language === undefined) continue;
    const isShared = SHARED_WORDS.some((name) => part.endsWith(`web/${name}`));
    if (isShared) shared.set(language, (shared.get(language) ?? 0) + bytes);
    else pages.push({ language, bytes });
  }
  const all = pages.map(({ language, bytes }) => bytes + (shared.get(language) ?? 0));
  return Math.max(0, ...shared.values(), ...all);
};

/** How much of each budget a build takes up, bytes after gzip. */
export const measureBundle = (built: readonly BuiltFile[]): Record<Budget, number> => {
  const files = new Map(built.map((file) => [file.name, file]));
  const ofModule = (end: RegExp) => built.filter(({ facade }) => end.test(facade ?? ""));
  const entries = built.filter(({ isEntry }) => isEntry);
  const shell = withImports(files, [...entries, ...ofModule(SHELL_STEPS)]);
  const beyondShell = (end: RegExp): number => {
    const reached = withImports(files, ofModule(end));
    return sum([...reached].filter((file) => !shell.has(file)));
  };
  return {
    shell: sum(shell),
    map: beyondShell(/\/elements\/fleet-map\.ts$/),
    worker: sum(built.filter(({ name }) => /maplibre-.*worker.*\.js$/.test(name))),
    charts: beyondShell(/\/kit\/chart\/chart-engine\.ts$/),
    css: sum(built.filter(({ name }) => name.endsWith(".css"))),
    locale: mostWords(built),
  };
};

/** Every budget that is exceeded, in a sentence each. */
export const overBudget = (measured: Readonly<Record<Budget, number>>): readonly string[] =>
  (Object.keys(BUDGETS_KB) as Budget[])
    .filter((name) => measured[name] > BUDGETS_KB[name] * 1_000)
    .map((name) => `${name}: ${(measured[name] / 1_000).toFixed(1)} of ${BUDGETS_KB[name]} kB`);

const builtFile = (file: Rolldown.OutputChunk | Rolldown.OutputAsset): BuiltFile => {
  const content = file.type === "chunk" ? file.code : file.source;
  return {
    name: file.fileName,
    bytes: gzipSync(content, { level: 9 }).length,
    facade: file.type === "chunk" ? (file.facadeModuleId ?? undefined) : undefined,
    isEntry: file.type === "chunk" && file.isEntry,
    imports: file.type === "chunk" ? file.imports : [],
  };
};

/**
 * Stops a build that a first visit would fetch more of than the budgets allow. The figures are
 * written into `report`.
 */
export const bundleBudget = (report: string): Plugin => ({
  name: "bundle-budget",
  apply: "build",
  generateBundle(_options, bundle) {
    const built = Object.values(bundle)
      // Fetched behind the page, when that is there.
      .filter(({ fileName }) => fileName !== `${SERVICE_WORKER}.js`)
      .filter(({ fileName }) => /\.(js|css)$/.test(fileName))
      .map(builtFile);
    const measured = measureBundle(built);
    writeFileSync(report, `${JSON.stringify(measured, undefined, 2)}\n`);
    const exceeded = overBudget(measured);
    if (exceeded.length > 0) this.error(`the page is over its budget: ${exceeded.join(", ")}`);
  },
});
