import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Feature, FeatureCollection, LineString, Polygon, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import { joinWays } from "./join-ways.ts";
import { PALETTES } from "./palette.ts";
import { PLACES } from "./places.ts";
import { precompress } from "./precompress.ts";
import { simplify } from "./simplify.ts";
import { buildStyle } from "./style.ts";
import { builtUpArea } from "./town.ts";
import { isPlaza, parseWay, ROAD_CLASSES, type Way } from "./way.ts";

const resolvePackage = createRequire(import.meta.url).resolve;
const loadJson = async <T>(specifier: string): Promise<T> =>
  JSON.parse(await readFile(resolvePackage(specifier), "utf8")) as T;

/** How far a drawn line may stray from the surveyed one, metres: under a pixel at zoom 17. */
const TOLERANCE_M = 0.6;

const toFeature = (way: Way): Feature => ({
  type: "Feature",
  properties: {
    class: way.class,
    // wider classes are drawn over narrower ones
    rank: ROAD_CLASSES.length - ROAD_CLASSES.indexOf(way.class),
    structure: way.structure,
    link: way.link,
    oneway: way.oneway,
    ...(way.name === undefined ? {} : { name: way.name }),
    ...(way.ref === undefined ? {} : { ref: way.ref }),
  },
  geometry: { type: "LineString", coordinates: simplify(way.coordinates, TOLERANCE_M) },
});

const plazaFeature = (plaza: Feature<Polygon>): Feature => ({
  type: "Feature",
  properties: { plaza: true },
  geometry: {
    type: "Polygon",
    coordinates: plaza.geometry.coordinates.map((ring) => simplify(ring, TOLERANCE_M)),
  },
});

const loadStreets = async (): Promise<Record<string, Feature[]>> => {
  const network = await loadJson<FeatureCollection<LineString | Polygon>>(
    "geojson-path-finder/test/large-network.json",
  );
  const lines = network.features.filter(
    (one): one is Feature<LineString> => one.geometry.type === "LineString",
  );
  const areas = network.features.filter(
    (one): one is Feature<Polygon> => one.geometry.type === "Polygon",
  );
  const ways = joinWays(lines.flatMap((line) => parseWay(line) ?? []));
  const ofClass = (...classes: Way["class"][]) =>
    ways.filter((way) => classes.includes(way.class)).map(toFeature);
  return {
    town: [builtUpArea(ways), ...areas.filter(isPlaza).map(plazaFeature)],
    roads: ofClass("motorway", "trunk", "primary", "secondary", "tertiary"),
    streets: ofClass("street", "service"),
    paths: ofClass("path"),
  };
};

/** The world is drawn from afar only, where this is well under a pixel, metres. */
const WORLD_TOLERANCE_M = 1_000;

const coarse = (rings: Position[][]): Position[][] =>
  rings.map((ring) => simplify(ring, WORLD_TOLERANCE_M)).filter((ring) => ring.length > 3);

type Topology = Parameters<typeof mesh>[0];
type Mesh = NonNullable<Parameters<typeof mesh>[1]>;

const loadWorld = async (): Promise<Feature[]> => {
  const world = await loadJson<Topology>("world-atlas/countries-50m.json");
  const { land, countries } = world.objects;
  if (!land || !countries) throw new Error("world-atlas: no land or no countries in it");
  const outline = feature(world, land);
  const shapes = outline.type === "FeatureCollection" ? outline.features : [outline];
  const polygons = shapes.flatMap(({ geometry }) =>
    geometry.type === "MultiPolygon" ? geometry.coordinates.map(coarse) : [],
  );
  const borders = mesh(world, countries as Mesh, (a, b) => a !== b);
  const lines = borders.coordinates.map((line) => simplify(line, WORLD_TOLERANCE_M));
  return [
    {
      type: "Feature",
      properties: {},
      geometry: { type: "MultiPolygon", coordinates: polygons.filter(([outer]) => outer) },
    },
    {
      type: "Feature",
      properties: {},
      geometry: { type: "MultiLineString", coordinates: lines },
    },
  ];
};

const places = (): Feature[] =>
  PLACES.map(([kind, name, lon, lat]) => ({
    type: "Feature",
    properties: { kind, name },
    geometry: { type: "Point", coordinates: [lon, lat] },
  }));

/** Coordinates in the world file need no more than 1e-2 degrees, about 1 km. */
const roundWorld = (key: string, value: unknown): unknown =>
  key !== "" && typeof value === "number" ? Math.round(value * 100) / 100 : value;

const main = async (): Promise<void> => {
  const outDir = resolve(process.argv[2] ?? "dist/basemap");
  await mkdir(outDir, { recursive: true });
  const layers = { ...(await loadStreets()), places: places() };
  for (const [name, features] of Object.entries(layers)) {
    const collection = JSON.stringify({ type: "FeatureCollection", features });
    await writeFile(join(outDir, `${name}.geojson`), collection);
  }
  const world = { type: "FeatureCollection", features: await loadWorld() };
  await writeFile(join(outDir, "world.geojson"), JSON.stringify(world, roundWorld));
  for (const [theme, palette] of Object.entries(PALETTES)) {
    const style = JSON.stringify(buildStyle(theme, palette));
    await writeFile(join(outDir, `style-${theme}.json`), style);
  }
  await precompress(outDir);
};

await main();
