import type { Fleet, FleetChange } from "../fleet/fleet.ts";
import { STATUSES } from "../fleet/status.ts";
import { hearingMs, serverNowMs } from "../page/clock.ts";
import { NO_RINGS } from "./cluster-rings.ts";
import { RING_PARTS } from "./cluster-shape.ts";
import { createInstances, keepVehicles, placeVehicle } from "./vehicle-instances.ts";
import { dimVehicles, markConnections } from "./vehicle-marks.ts";
import type { VehicleScene } from "./vehicle-painter.ts";
import { keepTimePrecise } from "./vehicle-time.ts";

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether what moves jumps instead of gliding: nobody sees it glide, or wants to. */
export const jumps = (): boolean => reducedMotion.matches || document.hidden;

/** A scene with no car in it yet. `onFrame` is called after each frame that is drawn. */
export const createScene = (onFrame: () => void): VehicleScene => {
  const epochMs = performance.now();
  const instances = createInstances();
  let skippedS = 0;
  const nowS = (): number => (performance.now() - epochMs) / 1_000 + skippedS;
  return {
    instances,
    colors: {
      statuses: new Float32Array(3 * STATUSES.length),
      ringParts: new Float32Array(3 * RING_PARTS.length),
      outline: new Float32Array(3),
      hollow: new Float32Array(3),
      accent: new Float32Array(3),
      text: new Float32Array(3),
    },
    selectedId: undefined,
    hoveredId: undefined,
    rings: NO_RINGS,
    emphasisedRing: undefined,
    nowS,
    settle: () => {
      skippedS += Math.max(0, instances.movingUntilS - nowS());
    },
    onFrame,
  };
};

/** Takes a change of the fleet into the scene: cars glide there, or jump if that was asked for. */
export const takeFleetChange = (scene: VehicleScene, fleet: Fleet, change: FleetChange): void => {
  const options = { nowS: scene.nowS(), jump: jumps() };
  keepTimePrecise(scene.instances, options.nowS);
  if (change === "all") keepVehicles(scene.instances, (id) => fleet.cars.has(id));
  const cars = change === "all" ? [...fleet.cars.values()] : change;
  for (const car of cars) placeVehicle(scene.instances, car, options);
  markConnections(scene.instances, hearingMs(serverNowMs()));
};

/** Fades the cars that are not among `shownIds`; undefined shows all. */
export const showOnly = (scene: VehicleScene, shownIds: ReadonlySet<string> | undefined): void => {
  dimVehicles(scene.instances, (id) => shownIds === undefined || shownIds.has(id));
};
