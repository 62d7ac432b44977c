import { expect, test } from "vitest";
import { buildRoadGraph } from "./graph-data.ts";
import { parseOsmNetwork } from "./osm-network.ts";
import { readRoadGraph } from "./road-graph.ts";

const SOURCE = { version: "test", copyright: "nobody" };
const way = (coordinates: [number, number][], properties: Record<string, string> = {}) => ({
  type: "Feature",
  properties: { highway: "residential", ...properties },
  geometry: { type: "LineString", coordinates },
});
const parse = (...features: object[]) => parseOsmNetwork(JSON.stringify({ features }));
const graphOf = (...features: object[]) =>
  readRoadGraph(buildRoadGraph(parse(...features), SOURCE));

// A square with a bend in its first side.
const A: [number, number] = [11.9, 57.7];
const BEND: [number, number] = [11.9005, 57.7002];
const B: [number, number] = [11.901, 57.7];
const C: [number, number] = [11.901, 57.701];
const D: [number, number] = [11.9, 57.701];

test("cuts ways where they meet, and keeps their bends", () => {
  const { streets, junctions } = graphOf(way([A, BEND, B, C]), way([C, D, A]), way([B, D]));
  // B and D lie inside ways and are junctions all the same.
  expect(streets).toHaveLength(5);
  expect(junctions).toHaveLength(4);
  expect(streets.find(({ points }) => points.length === 3)?.points[1]).toEqual({
    lon: 11.9005,
    lat: 57.7002,
  });
});

test("keeps oneway streets one-way, roundabouts and motorways even untagged", () => {
  const ring = way([A, B, C, D, A], { junction: "roundabout" });
  expect(graphOf(ring).arcs.every(({ forward }) => forward)).toBe(true);
  expect(parse(way([A, B], { highway: "motorway" }))[0]?.oneway).toBe(true);
  expect(parse(way([A, B], { highway: "motorway", oneway: "no" }))[0]?.oneway).toBe(false);
  expect(parse(way([A, B], { oneway: "-1" }))[0]?.points).toEqual([
    [119_010_000, 577_000_000],
    [119_000_000, 577_000_000],
  ]);
});

test("drops what one could enter and never leave", () => {
  const { streets } = graphOf(way([A, B]), way([B, C], { oneway: "yes" }), way([A, D]));
  expect(streets.map(({ points }) => points.at(-1)?.lat)).toEqual([57.7, 57.701]);
});

test("leaves out footpaths, closed roads, bus lanes and areas", () => {
  const closed = [
    way([A, B], { highway: "footway" }),
    way([A, B], { access: "private" }),
    way([A, B], { highway: "service", service: "bus" }),
    { ...way([A, B]), geometry: { type: "Polygon", coordinates: [[A, B, C, A]] } },
  ];
  expect(parse(...closed)).toEqual([]);
  expect(parse(way([A, B], { access: "no", motor_vehicle: "yes" }))).toHaveLength(1);
});

test("takes the signed limit, else what the law says for the class", () => {
  const limitOf = (properties: Record<string, string>) =>
    parse(way([A, B], properties))[0]?.limitKmh;
  expect(limitOf({ maxspeed: "30" })).toBe(30);
  expect(limitOf({})).toBe(50);
  expect(limitOf({ highway: "living_street" })).toBe(10);
  expect(limitOf({ maxspeed: "signals", highway: "motorway" })).toBe(80);
});
