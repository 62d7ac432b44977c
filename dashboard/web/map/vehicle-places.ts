import { lonLatOf, type Mercator } from "./mercator.ts";
import { displayed, STRIDE } from "./packed-vehicles.ts";
import { type Instances } from "./vehicle-instances.ts";

/** Longitude and latitude where a vehicle is drawn at `nowS`; undefined when it is not drawn. */
export const displayedLonLat = (
  instances: Instances,
  id: string,
  nowS: number,
): [number, number] | undefined => {
  const index = instances.indexOf.get(id);
  if (index === undefined || !instances.origin) return undefined;
  const { x, y } = displayed(instances, index, nowS);
  return lonLatOf({ x: instances.origin.x + x, y: instances.origin.y + y });
};

/**
 * Vehicles drawn within `radius` of a point (both in Mercator units), nearest first. Brute force:
 * half a millisecond for 50,000, far cheaper than asking the graphics card.
 */
export const pickVehicles = (
  instances: Instances,
  point: Mercator,
  radius: number,
  nowS: number,
): string[] => {
  const { origin, ids } = instances;
  if (!origin) return [];
  const hits: { id: string; distance: number }[] = [];
  const px = point.x - origin.x;
  const py = point.y - origin.y;
  ids.forEach((id, index) => {
    if (instances.bytes[index * STRIDE + 29] === 1 || instances.hidden[index] === 1) return;
    const { x, y } = displayed(instances, index, nowS);
    const distance = Math.hypot(x - px, y - py);
    if (distance <= radius) hits.push({ id, distance });
  });
  return hits.sort((a, b) => a.distance - b.distance).map((hit) => hit.id);
};
