import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { packageRoot } from "../package-root.ts";
import { buildRoadGraph, type RoadGraphData } from "./graph-data.ts";
import { parseOsmNetwork } from "./osm-network.ts";
import { readRoadGraph, type RoadGraph } from "./road-graph.ts";

/** Changes whenever the layout of the file or the choice of roads does. */
const VERSION = "roads-1 geojson-path-finder@2.1.0";
const COPYRIGHT = "© OpenStreetMap contributors, ODbL 1.0";

const require = createRequire(import.meta.url);
const sourceFile = (): string => require.resolve("geojson-path-finder/test/large-network.json");
const graphFile = (): string => path.join(packageRoot(), "dist/roads/graph.json");

const isCurrent = async (file: string): Promise<boolean> => {
  if (!existsSync(file)) return false;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(128), 0, 128, 0);
    return buffer.toString("utf8", 0, bytesRead).startsWith(`{"version":"${VERSION}"`);
  } finally {
    await handle.close();
  }
};

/**
 * Writes the road graph of Göteborg to `dist/roads/graph.json` and resolves to its path; a few
 * milliseconds when it is there already. Processes may race: the file appears whole or not at all.
 */
export const ensureRoadGraph = async (): Promise<string> => {
  const file = graphFile();
  if (await isCurrent(file)) return file;
  const ways = parseOsmNetwork(await readFile(sourceFile(), "utf8"));
  const data = buildRoadGraph(ways, { version: VERSION, copyright: COPYRIGHT });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(data));
  await rename(`${file}.${process.pid}`, file);
  return file;
};

/** The streets of Göteborg, built on first use when no build has made them yet. */
export const loadRoadGraph = async (): Promise<RoadGraph> =>
  // Our own build output, named by its version: not a trust boundary.
  readRoadGraph(JSON.parse(await readFile(await ensureRoadGraph(), "utf8")) as RoadGraphData);
