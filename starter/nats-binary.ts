import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { inCheckout } from "./checkout.ts";
import { downloadNatsRelease } from "./nats-release.ts";

/** A nats-server that runs on this machine. */
export type NatsBinary = {
  readonly path: string;
  readonly version: string;
  /** Whether it can write every message to the disk before it acknowledges it (2.10 and newer). */
  readonly syncsAlways: boolean;
};

/** Tells a person at a terminal what takes time. */
export type Progress = (line: string) => void;

/** The first version with `sync_interval: always`, subject transforms and multi-filter consumers. */
const WANTED = { major: 2, minor: 10 };
/** Debian releases whose package runs on older ones too, newest first. */
const NEWER_DEBIANS = ["sid", "trixie"];
/** Longest an unpacking may take, ms: lists of 10 MB and a package of 6 MB. */
const UNPACK_TIMEOUT_MS = 180_000;

const run = promisify(execFile);
const CACHED = inCheckout(".cache/nats-server/nats-server");
const DEBIAN_UNPACK = inCheckout("starter/debian-unpack.sh");

/** The binary at `path`, or on the PATH when it is a bare name; undefined when it does not run. */
const inspect = async (path: string): Promise<NatsBinary | undefined> => {
  const answer = await run(path, ["--version"], { timeout: 5_000 }).catch(() => undefined);
  const [, version, major, minor] = /v?((\d+)\.(\d+)\.\S+)/.exec(answer?.stdout ?? "") ?? [];
  if (version === undefined) return undefined;
  const syncsAlways =
    Number(major) > WANTED.major ||
    (Number(major) === WANTED.major && Number(minor) >= WANTED.minor);
  return { path, version, syncsAlways };
};

/** Moves a binary to where the next start finds it. The rename makes a race harmless. */
const cache = async (path: string): Promise<NatsBinary | undefined> => {
  if (!(await inspect(path))) return undefined;
  await mkdir(dirname(CACHED), { recursive: true });
  await rename(path, CACHED);
  return inspect(CACHED);
};

const fromDebian = async (release: string, folder: string): Promise<NatsBinary | undefined> => {
  const unpacked = join(folder, release);
  await run(DEBIAN_UNPACK, [release, unpacked, "nats-server"], { timeout: UNPACK_TIMEOUT_MS });
  return (
    (await cache(join(unpacked, "usr/sbin/nats-server"))) ??
    (await cache(join(unpacked, "usr/bin/nats-server")))
  );
};

/** Tries each source in turn; the first that yields a binary of the wanted version wins. */
const download = async (progress: Progress): Promise<NatsBinary | undefined> => {
  await mkdir(dirname(CACHED), { recursive: true });
  const folder = await mkdtemp(join(dirname(CACHED), "download-"));
  const sources = [
    {
      name: "the official release",
      load: async () => cache(await downloadNatsRelease(folder)),
    },
    ...NEWER_DEBIANS.map((release) => ({
      name: `Debian ${release}'s package`,
      load: () => fromDebian(release, folder),
    })),
  ];
  try {
    for (const { name, load } of sources) {
      progress(`fetching nats-server: ${name}`);
      const binary = await load().catch(() => undefined);
      if (binary?.syncsAlways) return binary;
      progress(`  not available here`);
    }
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** This Debian's own package, however old. */
const oldPackage = async (progress: Progress): Promise<NatsBinary | undefined> => {
  const folder = `${CACHED}-old`;
  const cached = await inspect(join(folder, "usr/sbin/nats-server"));
  const unpack = async (): Promise<NatsBinary | undefined> => {
    await run(DEBIAN_UNPACK, ["bookworm", folder, "nats-server"], { timeout: UNPACK_TIMEOUT_MS });
    return inspect(join(folder, "usr/sbin/nats-server"));
  };
  const binary = cached ?? (await unpack().catch(() => undefined));
  if (binary) {
    progress(
      `warning: nats-server ${binary.version} survives crashes but not power cuts; install 2.10 or newer`,
    );
  }
  return binary;
};

/**
 * Finds a nats-server: on the PATH, in the project's cache, else fetched into it. Throws with what
 * to install when there is none to be had.
 */
export const findNatsServer = async (progress: Progress): Promise<NatsBinary> => {
  const onPath = await inspect("nats-server");
  if (onPath?.syncsAlways) return onPath;
  const cached = await inspect(CACHED);
  if (cached?.syncsAlways) return cached;
  const found = (await download(progress)) ?? onPath ?? (await oldPackage(progress));
  if (found) return found;
  throw new Error(
    "no nats-server: install version 2.10 or newer from https://nats.io/download and put it on the PATH",
  );
};
