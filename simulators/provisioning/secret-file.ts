import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const Secrets = z.record(z.string(), z.string());

/** The secrets of simulated devices, by device id; the API tells each only once. */
export type SecretFile = {
  readonly get: (deviceId: string) => string | undefined;
  /** Resolves when the file holds it. */
  readonly set: (deviceId: string, secret: string) => Promise<void>;
};

const load = async (file: string): Promise<Record<string, string>> => {
  try {
    return Secrets.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw new Error(`cannot read device secrets from ${file}`, { cause: error });
  }
};

/** Opens `simulator-devices.json` in a folder, readable by its owner alone. */
export const openSecretFile = async (folder: string): Promise<SecretFile> => {
  const file = path.join(folder, "simulator-devices.json");
  const secrets = await load(file);
  let written: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    await chmod(`${file}.new`, 0o600);
    await rename(`${file}.new`, file);
  };
  const set = (deviceId: string, secret: string): Promise<void> => {
    secrets[deviceId] = secret;
    written = written.then(write);
    return written;
  };
  return { get: (deviceId) => secrets[deviceId], set };
};
