import type { Plugin } from "vite";
import { SERVICE_WORKER } from "./precache-list.ts";

/** Tells the worker's copy of a module from the page's. */
const MARK = "?in-worker";

const isOfWorker = (id: string): boolean =>
  id.endsWith(MARK) || id.includes(`/web/${SERVICE_WORKER}/`);

/**
 * Gives the service worker its own copy of whatever it imports, so that it shares no chunk with the
 * page: a worker is one file, and stays what it was while the page's chunks change.
 */
export const ownModules = (): Plugin => ({
  name: "own-modules",
  apply: "build",
  enforce: "pre",
  async resolveId(source, importer, options) {
    if (importer === undefined || !isOfWorker(importer)) return null;
    const from = importer.replace(MARK, "");
    const resolved = await this.resolve(source, from, { ...options, skipSelf: true });
    if (!resolved || isOfWorker(resolved.id)) return resolved;
    return { ...resolved, id: resolved.id + MARK };
  },
});
