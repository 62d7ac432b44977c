// What every npm script goes through: on a fresh clone it installs and builds first. Plain
// JavaScript and Node's own modules only, because nothing else is there yet.
//
//   node starter/bootstrap.mjs COMMAND [ARGUMENTS]; the commands stand at the end
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const inRoot = (...path) => join(ROOT, ...path);
const readJson = (path) => JSON.parse(readFileSync(inRoot(path), "utf8"));

/** Written after a successful build; what is newer than them has yet to be built. */
const CODE_STAMP = "dist/.built";
const WEB_STAMP = "dist/.built-web";
const CODE_SOURCES = [
  "contracts",
  "db",
  "operations",
  "ingest",
  "processor",
  "dashboard",
  "simulators",
  "starter",
  "evaluation",
  "e2e",
  "bench",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.base.json",
];
const CODE_STEPS = [
  ["node_modules/typescript/bin/tsc", "-b"],
  ["dist/starter/copy-assets.js"],
  ["dist/dashboard/basemap/build.js", "dist/basemap"],
  ["dist/simulators/roads/build.js"],
];
const WEB_STEP = ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error", "dashboard/web"];
/** All elements on one page, for tests and pictures; nobody who only runs the product needs it. */
const DESIGN_STEP = [...WEB_STEP, "--mode", "design"];
const DESIGN_STAMP = "dist/.built-design";
const WEB_SOURCES = ["contracts", "dashboard/web", "package-lock.json"];

const fail = (line) => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const isAtLeast = (version, wanted) => {
  const [major, minor] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
};

const requireNode = () => {
  const wanted = readJson("package.json").engines.node.replace(">=", "");
  if (!isAtLeast(process.versions.node, wanted)) {
    fail(`Roadledger needs Node ${wanted} or newer; this is ${process.versions.node}`);
  }
};

/** Runs a program on this terminal; answers whether it succeeded. */
const succeeds = (program, ...args) => {
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio: "inherit" });
  if (error) fail(`${program}: ${error.message}`);
  return status === 0;
};
const node = (script, ...args) => succeeds(process.execPath, inRoot(script), ...args);

/** Whether node_modules holds the very versions of the lock file. */
const isInstalled = () => {
  if (!existsSync(inRoot("node_modules/.package-lock.json"))) return false;
  const installed = readJson("node_modules/.package-lock.json").packages;
  return Object.entries(readJson("package-lock.json").packages).every(
    ([path, { version, optional }]) =>
      path === "" || (installed[path] ? installed[path].version === version : optional),
  );
};

const install = () => {
  if (isInstalled()) return;
  process.stderr.write("installing npm packages\n");
  const npm = process.env.npm_execpath;
  // With NODE_ENV=production npm would leave out what the build needs.
  const ci = ["ci", "--include=dev"];
  const installed = npm ? succeeds(process.execPath, npm, ...ci) : succeeds("npm", ...ci);
  if (!installed) fail("npm ci failed");
};

/** The latest change below a path. A folder's own time tells of files that were removed. */
const changedAt = (path) => {
  const own = statSync(inRoot(path), { throwIfNoEntry: false });
  if (!own) return 0;
  const inside = own.isDirectory() ? readdirSync(inRoot(path)) : [];
  return Math.max(own.mtimeMs, ...inside.map((name) => changedAt(join(path, name))));
};

const isStale = (stamp, sources) => changedAt(stamp) < Math.max(...sources.map(changedAt));

const build = () => {
  const staleCode = isStale(CODE_STAMP, CODE_SOURCES);
  const staleWeb = isStale(WEB_STAMP, WEB_SOURCES);
  if (staleCode || staleWeb) process.stderr.write("building\n");
  if (staleCode) {
    for (const step of CODE_STEPS) if (!node(...step)) fail(`the build failed at ${step[0]}`);
    writeFileSync(inRoot(CODE_STAMP), "");
  }
  if (staleWeb) {
    if (!node(...WEB_STEP)) fail("the build of the page failed");
    writeFileSync(inRoot(WEB_STAMP), "");
  }
};

const buildDesign = () => {
  if (!isStale(DESIGN_STAMP, WEB_SOURCES)) return;
  if (!node(...DESIGN_STEP)) fail("the build of the design page failed");
  writeFileSync(inRoot(DESIGN_STAMP), "");
};

/** Runs a built program in this process, so that signals and its exit code need no passing on. */
const run = async (entry, args) => {
  process.argv = [process.execPath, inRoot(entry), ...args];
  await import(pathToFileURL(inRoot(entry)).href);
};

/** Runs all checks, also after one has failed: one look shows everything there is to mend. */
const check = () => {
  const passed = [
    node("node_modules/typescript/bin/tsc", "-b"),
    node("node_modules/oxlint/bin/oxlint", "--type-aware"),
    node("node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
    node("node_modules/knip/bin/knip.js"),
  ];
  if (!passed.every(Boolean)) process.exit(1);
};

const test = (args) => {
  buildDesign();
  if (!node("dist/starter/prepare-tests.js")) process.exit(1);
  process.exit(node("node_modules/vitest/vitest.mjs", "run", ...args) ? 0 : 1);
};

const screenshots = (args) => {
  buildDesign();
  if (!node("dist/starter/prepare-tests.js")) process.exit(1);
  return run("dist/e2e/take-screenshots.js", args);
};

const COMMANDS = {
  build: () => {},
  check,
  test,
  screenshots,
  start: (args) => run("dist/starter/main.js", args),
  dev: (args) => run("dist/starter/dev.js", args),
  bench: (args) => run("dist/bench/main.js", args),
  simulate: (args) => run("dist/simulators/main.js", args),
  replay: (args) => run("dist/simulators/replay/main.js", args),
  detect: (args) => run("dist/evaluation/detect/main.js", args),
  evaluate: (args) => run("dist/evaluation/main.js", args),
};

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`usage: bootstrap.mjs ${Object.keys(COMMANDS).join("|")}`);
requireNode();
install();
if (name !== "check") build(); // the check compiles by itself, and reports instead of stopping
await command(args);
