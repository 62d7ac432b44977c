import type { Bounds } from "../fleet/bounds.ts";
import { CLUSTER } from "./cluster-grid.ts";
import { ringCars, ringCounts, ringMiddle } from "./cluster-rings.ts";
import { RING_PARTS, type RingPart, ringRadius } from "./cluster-shape.ts";
import { lonLatOf, type Mercator } from "./mercator.ts";
import type { VehicleScene } from "./vehicle-painter.ts";

/** A cluster for those who do not read typed arrays. */
export type ClusterView = {
  /** The same as long as the cluster stays. */
  readonly key: number;
  readonly cars: number;
  /** The parts that occur, in the order in which the ring shows them. */
  readonly parts: readonly { readonly part: RingPart; readonly cars: number }[];
  /** Longitude and latitude of its middle as it is drawn now. */
  readonly place: [number, number];
  /** Where its cars stand. */
  readonly bounds: Bounds;
};

const viewAt = ({ rings, instances, nowS }: VehicleScene, index: number): ClusterView => {
  const { x: originX = 0, y: originY = 0 } = instances.origin ?? {};
  const { x, y } = ringMiddle(rings, index, nowS());
  const counts = ringCounts(rings, index);
  const at = index * CLUSTER.size;
  const [west = 0, north = 0, east = 0, south = 0] = rings.clusters.subarray(at + CLUSTER.bounds);
  const northWest = lonLatOf({ x: originX + west, y: originY + north });
  const southEast = lonLatOf({ x: originX + east, y: originY + south });
  return {
    key: rings.clusters[at + CLUSTER.key] ?? 0,
    cars: ringCars(rings, index),
    parts: RING_PARTS.map((part, at) => ({ part, cars: counts[at] ?? 0 })).filter(
      ({ cars }) => cars > 0,
    ),
    place: lonLatOf({ x: originX + x, y: originY + y }),
    bounds: [northWest[0], southEast[1], southEast[0], northWest[1]],
  };
};

/** The cluster of a key; undefined when there is none any more. */
export const clusterOf = (
  scene: VehicleScene,
  key: number | undefined,
): ClusterView | undefined => {
  const index = key === undefined ? undefined : scene.rings.indexOf.get(key);
  return index === undefined ? undefined : viewAt(scene, index);
};

/** All clusters. */
export const clustersOf = (scene: VehicleScene): ClusterView[] =>
  Array.from({ length: scene.rings.count }, (_, index) => viewAt(scene, index));

/** How far a cluster counts as being from a point, by how far right and down; undefined to leave it out. */
export type Distance = (right: number, down: number) => number | undefined;

/** How far it is as the crow flies. */
export const straight: Distance = (right, down) => Math.hypot(right, down);

/** How far it is for who wants to go one way: what lies aside counts double, what lies behind not at all. */
export const along =
  ([toRight, toDown]: readonly [number, number]): Distance =>
  (right, down) => {
    const ahead = right * toRight + down * toDown;
    const aside = Math.abs(right * toDown - down * toRight);
    return ahead > 0 && aside <= 2 * ahead ? ahead + 2 * aside : undefined;
  };

/** Key of the cluster that is nearest to a point. */
export const nearestCluster = (
  { rings, instances, nowS }: VehicleScene,
  point: Mercator,
  distance: Distance,
): number | undefined => {
  const { x: originX = 0, y: originY = 0 } = instances.origin ?? {};
  let nearest: number | undefined;
  let least = Infinity;
  for (let index = 0; index < rings.count; index++) {
    const { x, y } = ringMiddle(rings, index, nowS());
    const far = distance(originX + x - point.x, originY + y - point.y);
    if (far === undefined || far >= least) continue;
    least = far;
    nearest = rings.clusters[index * CLUSTER.size + CLUSTER.key];
  }
  return nearest;
};

/** Key of the cluster whose ring lies over a point; `pixel` is the length of a CSS pixel there. */
export const clusterAt = (
  { rings, instances, nowS }: VehicleScene,
  point: Mercator,
  pixel: number,
): number | undefined => {
  const { x: originX = 0, y: originY = 0 } = instances.origin ?? {};
  for (let index = 0; index < rings.count; index++) {
    const { x, y } = ringMiddle(rings, index, nowS());
    const reach = ringRadius(ringCars(rings, index)) * pixel;
    if (Math.hypot(originX + x - point.x, originY + y - point.y) > reach) continue;
    return rings.clusters[index * CLUSTER.size + CLUSTER.key];
  }
  return undefined;
};
