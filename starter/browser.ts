import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { inCheckout } from "./checkout.ts";
import type { Progress } from "./nats-binary.ts";

/** The names distributions give to Chromium and Chrome. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Debian's name of Chromium without windows to draw, in which pages open in half the time. */
const SHELL = "chromium-headless-shell";
/** How long an installation may take, ms: some 300 MB. */
const INSTALL_TIMEOUT_MS = 600_000;

const run = promisify(execFile);

const answers = (command: string): Promise<boolean> =>
  run(command, ["--version"], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );

/** Where a program lies that a shell would find by this name. */
const locate = async (name: string): Promise<string | undefined> => {
  const folders = name.includes("/") ? [""] : (process.env["PATH"] ?? "").split(delimiter);
  for (const folder of folders) {
    const path = resolve(folder, name);
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return undefined;
};

/**
 * The absolute path of Chromium or Chrome (Playwright takes no bare names): the one that the
 * setting CHROMIUM names, else one on the PATH, else the one Playwright installed; undefined when
 * there is none. Where nobody is to be notified on the desktop, one that cannot do so is taken first.
 */
export const findBrowser = async ({ notifies = true } = {}): Promise<string | undefined> => {
  const chosen = process.env["CHROMIUM"];
  const known = [...(notifies ? [] : [SHELL]), ...NAMES, chromium.executablePath()];
  for (const name of chosen ? [chosen] : known) {
    const path = await locate(name);
    if (path !== undefined && (await answers(path))) return path;
  }
  return undefined;
};

const installFromDebian = async (): Promise<void> => {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, timeout: INSTALL_TIMEOUT_MS };
  const install = (name: string) =>
    run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", name], options);
  await run("apt-get", ["-qq", "update"], options);
  await install("chromium");
  // Older releases have none, and without it the tests only take longer.
  await install(SHELL).catch(() => {});
};

const installWithPlaywright = async (): Promise<void> => {
  const cli = inCheckout("node_modules/playwright-core/cli.js");
  await run(process.execPath, [cli, "install", "chromium"], { timeout: INSTALL_TIMEOUT_MS });
};

/** Makes sure that `findBrowser` finds one. Throws with what to install when it cannot. */
export const ensureBrowser = async (progress: Progress): Promise<void> => {
  if (await findBrowser()) return;
  progress("installing Chromium for the tests");
  for (const install of [installFromDebian, installWithPlaywright]) {
    await install().catch(() => {});
    if (await findBrowser()) return;
  }
  throw new Error("no browser for the tests: install Chromium, or set CHROMIUM to its program");
};
