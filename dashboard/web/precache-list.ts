import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";

/** The worker's name at the root, from where it may answer for every page. */
export const SERVICE_WORKER = "service-worker";
/** What the page consists of; alphabets that no shipped language is written in come when needed. */
const KEPT = /\.(?:html|js|css|svg)$|inter-latin(?:-ext)?-wght-normal-.*\.woff2$/;
/** Pages that can do nothing without the server, and words for what it refuses: both come from it when they are wanted. */
const ONLINE_ONLY =
  /\/faults\/text\/|\/pages\/(?:account|audit|fuel|import|invitation|rules|setup|shared|tokens|users)\//;
/** More is not kept on anybody's phone, bytes. */
const MOST_BYTES = 3_000_000;
const FILES = "self.__PRECACHE";
const BASEMAP = "self.__BASEMAP";

type Kept = { readonly url: string; readonly revision: string | null };

const contentOf = (file: Rolldown.OutputChunk | Rolldown.OutputAsset): string | Uint8Array =>
  file.type === "chunk" ? file.code : file.source;

const shortHash = (...contents: (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 16);
};

/** What tells one base map from another: the files it was built of. */
const basemapRevision = (folder: string): string => {
  const names = readdirSync(folder).filter((name) => /\.(geo)?json$/.test(name));
  return shortHash(...names.toSorted().map((name) => readFileSync(join(folder, name))));
};

const isKept = (file: Rolldown.OutputChunk | Rolldown.OutputAsset): boolean => {
  const isOnlineOnly = file.type === "chunk" && ONLINE_ONLY.test(file.facadeModuleId ?? "");
  return KEPT.test(file.fileName) && !isOnlineOnly;
};

const keptFile = (file: Rolldown.OutputChunk | Rolldown.OutputAsset): Kept => ({
  url: `/${file.fileName}`,
  // A name in assets/ holds the hash of its content already.
  revision: file.fileName.startsWith("assets/") ? null : shortHash(contentOf(file)),
});

/** Why the list cannot be written into a worker as it was built; undefined where it can. */
const workerFault = (
  worker: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined,
): string | undefined => {
  if (worker?.type !== "chunk") return "the build has no service worker";
  if (worker.imports.length > 0) return "the service worker has to stand alone";
  const missing = [FILES, BASEMAP].find((name) => !worker.code.includes(name));
  return missing && `there is no ${missing} in the service worker`;
};

/**
 * Writes into the service worker what the page consists of, and which base map lies in the folder.
 * Stops a build that would keep more than 3 MB on a phone.
 */
export const precacheList = (basemapFolder: string): Plugin => ({
  name: "precache-list",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const worker = bundle[`${SERVICE_WORKER}.js`];
      const fault = workerFault(worker);
      const kept = Object.values(bundle).filter((file) => file !== worker && isKept(file));
      const bytes = kept.reduce((sum, file) => sum + Buffer.from(contentOf(file)).length, 0);
      if (fault !== undefined) this.error(fault);
      if (bytes > MOST_BYTES) this.error(`the page would keep ${bytes} of ${MOST_BYTES} bytes`);
      if (worker?.type !== "chunk") return;
      worker.code = worker.code
        .replace(FILES, JSON.stringify(kept.map(keptFile)))
        .replace(BASEMAP, JSON.stringify(basemapRevision(basemapFolder)));
    },
  },
});
