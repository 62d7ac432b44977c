import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const VERSION = "2.14.5";
/** SHA-256 of the release archives, as the official container image pins them. */
const SHA256: Readonly<Record<string, string>> = {
  "linux-arm64": "673a98d3faa79dde3f9ebf16d6dfac36a5f694e7ad2015e4954dd7939c85cd4c",
  "linux-amd64": "5e3b603d47c447bda1f77f9ac16dbf91c90aac4ff3681f8fbbc7201e4ed99355",
};
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };
/** How long to wait for an answer, ms: behind a firewall there may never be one. */
const ANSWER_TIMEOUT_MS = 5_000;
/** How long the 7 MB may take, ms. */
const DOWNLOAD_TIMEOUT_MS = 120_000;

const run = promisify(execFile);

const fetchArchive = async (url: string): Promise<Buffer> => {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new Error(`no answer from ${url}`));
  let timer = setTimeout(abort, ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: controller.signal });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    clearTimeout(timer);
    timer = setTimeout(abort, DOWNLOAD_TIMEOUT_MS);
    return Buffer.from(await response.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Downloads the official release into `folder` and unpacks it; resolves to the binary's path.
 * Throws when there is none for this machine, it cannot be reached, or its checksum is another.
 */
export const downloadNatsRelease = async (folder: string): Promise<string> => {
  const target = `${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  const expected = SHA256[target];
  if (!expected) throw new Error(`no pinned nats-server release for ${target}`);
  const name = `nats-server-v${VERSION}-${target}`;
  const archive = await fetchArchive(
    `https://github.com/nats-io/nats-server/releases/download/v${VERSION}/${name}.tar.gz`,
  );
  const sha256 = createHash("sha256").update(archive).digest("hex");
  if (sha256 !== expected) throw new Error(`${name} has checksum ${sha256}, not ${expected}`);
  const file = join(folder, `${name}.tar.gz`);
  await writeFile(file, archive);
  await run("tar", ["-xzf", file, "-C", folder]);
  return join(folder, name, "nats-server");
};
