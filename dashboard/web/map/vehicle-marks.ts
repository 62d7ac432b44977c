import { type Instances, markDirty, STRIDE } from "./vehicle-instances.ts";

/** Fades every vehicle that `isShown` turns down; faded ones cannot be picked either. */
export const dimVehicles = (instances: Instances, isShown: (id: string) => boolean): void => {
  instances.ids.forEach((id, index) => {
    const dimmed = isShown(id) ? 0 : 1;
    if (instances.bytes[index * STRIDE + 29] === dimmed) return;
    instances.bytes[index * STRIDE + 29] = dimmed;
    markDirty(instances, index);
  });
};

/** Fades every vehicle whose state is no longer current; answers whether that changed any. */
export const fadeStale = (instances: Instances, nowMs: number): boolean => {
  const { bytes, freshUntilMs, ids } = instances;
  let changed = false;
  for (let index = 0; index < ids.length; index++) {
    const stale = nowMs > (freshUntilMs[index] ?? 0) ? 1 : 0;
    if (bytes[index * STRIDE + 31] === stale) continue;
    bytes[index * STRIDE + 31] = stale;
    markDirty(instances, index);
    changed = true;
  }
  return changed;
};
