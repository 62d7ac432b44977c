import { STRIDE } from "./packed-vehicles.ts";
import { type Instances, markDirty, OFFLINE } from "./vehicle-instances.ts";

/** Fades every vehicle that `isShown` turns down; faded ones cannot be picked either. */
export const dimVehicles = (instances: Instances, isShown: (id: string) => boolean): void => {
  instances.ids.forEach((id, index) => {
    const dimmed = isShown(id) ? 0 : 1;
    if (instances.bytes[index * STRIDE + 29] === dimmed) return;
    instances.bytes[index * STRIDE + 29] = dimmed;
    markDirty(instances, index);
  });
};

/** How a vehicle is heard, as the shader takes it: 0 live, 1 late, 2 offline. */
const levelAt = (freshUntilMs: number, nowMs: number): 0 | 1 | 2 => {
  if (freshUntilMs === OFFLINE) return 2;
  return nowMs > freshUntilMs ? 1 : 0;
};

/** Shows of every vehicle how it is heard at a moment; answers whether that changed any. */
export const markConnections = (instances: Instances, nowMs: number): boolean => {
  const { bytes, freshUntilMs, ids } = instances;
  let changed = false;
  for (let index = 0; index < ids.length; index++) {
    const level = levelAt(freshUntilMs[index] ?? OFFLINE, nowMs);
    if (bytes[index * STRIDE + 31] === level) continue;
    bytes[index * STRIDE + 31] = level;
    markDirty(instances, index);
    changed = true;
  }
  return changed;
};
