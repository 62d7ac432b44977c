import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { indexStreets, noStreets, type Street, type StreetLimits } from "../geo/street-limits.ts";
import { parseOsmStreets } from "./osm-streets.ts";

/** In the file's name, so that a stale one is not read: changes with its layout and its source. */
const VERSION = "1-geojson-path-finder-2.1.0";
const COPYRIGHT = "© OpenStreetMap contributors, ODbL 1.0";
/** Whole numbers in the file are this small a part of a degree: 1 cm. */
const UNITS_PER_DEGREE = 1e7;

/** Streets as they lie on disk: points as lat, lon, and then differences, so that they are short. */
const StreetFile = z.object({
  copyright: z.string(),
  limitKmh: z.array(z.number().nullable()),
  points: z.array(z.array(z.number())),
});

// Tests load this file from the sources, processes from `dist`.
const ROOT = new URL(import.meta.url.endsWith(".ts") ? "../../" : "../../../", import.meta.url);
const builtFile = (): string => fileURLToPath(new URL(`dist/streets/${VERSION}.json`, ROOT));

const toUnits = (degrees: number): number => Math.round(degrees * UNITS_PER_DEGREE);

const differences = ({ points }: Street): number[] => {
  let [lat, lon] = [0, 0];
  return points.flatMap((point) => {
    const [toLat, toLon] = [toUnits(point.lat), toUnits(point.lon)];
    const difference = [toLat - lat, toLon - lon];
    [lat, lon] = [toLat, toLon];
    return difference;
  });
};

const pointsOf = (numbers: readonly number[]): Street["points"] => {
  let [lat, lon] = [0, 0];
  return Array.from({ length: numbers.length / 2 }, (_, index) => {
    lat += numbers[2 * index] ?? 0;
    lon += numbers[2 * index + 1] ?? 0;
    return { lat: lat / UNITS_PER_DEGREE, lon: lon / UNITS_PER_DEGREE };
  });
};

/**
 * Writes the streets of Göteborg and their limits to `dist/streets` and resolves to the file; does
 * nothing when it is there. Processes may race: it appears whole or not at all.
 */
export const ensureStreetFile = async (): Promise<string> => {
  const file = builtFile();
  if (existsSync(file)) return file;
  const source = createRequire(import.meta.url).resolve(
    "geojson-path-finder/test/large-network.json",
  );
  const streets = parseOsmStreets(await readFile(source, "utf8"));
  const content: z.infer<typeof StreetFile> = {
    copyright: COPYRIGHT,
    limitKmh: streets.map(({ limitKmh }) => limitKmh),
    points: streets.map(differences),
  };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(content));
  await rename(`${file}.${process.pid}`, file);
  return file;
};

const loadBuilt = async (): Promise<Street[]> => {
  const text = await readFile(await ensureStreetFile(), "utf8");
  const { limitKmh, points } = StreetFile.parse(JSON.parse(text));
  return points.map((numbers, index) => ({
    limitKmh: limitKmh[index] ?? null,
    points: pointsOf(numbers),
  }));
};

/** For `STREETS_FILE`: no streets at all. */
export const NO_STREETS_FILE = "none";

/**
 * The streets that `STREETS_FILE` names: an OpenStreetMap export as GeoJSON, `none`, or unset those
 * of Göteborg. Rejects, naming the setting, when the file cannot be read.
 */
export const loadStreetLimits = async (streetsFile: string | undefined): Promise<StreetLimits> => {
  if (streetsFile === NO_STREETS_FILE) return noStreets;
  if (streetsFile === undefined) return indexStreets(await loadBuilt());
  try {
    return indexStreets(parseOsmStreets(await readFile(streetsFile, "utf8")));
  } catch (cause) {
    throw new Error(`STREETS_FILE: ${streetsFile} is no OpenStreetMap export as GeoJSON`, {
      cause,
    });
  }
};
