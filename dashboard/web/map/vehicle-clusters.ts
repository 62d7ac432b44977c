import type { ClusterAnswer, ClusterQuestion } from "./cluster-messages.ts";
import { NO_RINGS, nextRings, RING_GLIDE_S } from "./cluster-rings.ts";
import { STRIDE } from "./packed-vehicles.ts";
import type { VehicleScene } from "./vehicle-painter.ts";
import { jumps } from "./vehicle-scene.ts";

/** Nearer than this a street's cars are apart, and those of a yard are listed by a click. */
const CLUSTERS_BELOW_ZOOM = 13.5;
/** No fleet of fewer has a cluster. */
const LEAST_CARS = 5;
/** Clusters follow the cars no more often than this, ms: so far out a car moves a pixel or two meanwhile. */
const FOLLOW_MS = 3_000;
/** Cells fit every half zoom. */
const LEVELS = 2;

/** Keeps a scene's clusters. */
export type VehicleClusters = {
  /** Cars have moved. */
  readonly follow: () => void;
  /** The filter or who is kept out has changed, or the fleet itself. */
  readonly renew: () => void;
  /** The map is looked at from another zoom. */
  readonly look: (zoom: number) => void;
  readonly close: () => void;
};

type Parts = {
  /** Ids of cars that are never in a cluster. */
  readonly kept: () => Iterable<string>;
  /** There are other clusters than before. */
  readonly onChange: () => void;
};

const questionOf = (
  { instances, nowS }: VehicleScene,
  level: number,
  kept: Iterable<string>,
  memory: Uint8Array<ArrayBuffer>,
): ClusterQuestion => {
  const count = instances.ids.length;
  const size = count * STRIDE;
  const bytes = memory.length >= size ? memory : new Uint8Array(instances.bytes.length);
  bytes.set(instances.bytes.subarray(0, size));
  const indexes = Array.from(kept, (id) => instances.indexOf.get(id));
  return {
    ...{ bytes, count, level, nowS: nowS(), epochS: instances.epochS },
    originX: instances.origin?.x ?? 0,
    originY: instances.origin?.y ?? 0,
    kept: Uint32Array.from(indexes.filter((index) => index !== undefined)),
  };
};

const showSingle = (scene: VehicleScene): void => {
  scene.instances.hidden.fill(0);
  scene.instances.hiddenChanged = true;
  scene.rings = NO_RINGS;
};

const take = (scene: VehicleScene, { clusters, hidden }: ClusterAnswer): void => {
  const { instances } = scene;
  const nowS = scene.nowS();
  const jump = jumps();
  instances.hidden.fill(0);
  instances.hidden.set(hidden);
  instances.hiddenChanged = true;
  scene.rings = nextRings(scene.rings, clusters, { nowS, jump });
  if (jump || scene.rings.count === 0) return;
  instances.movingUntilS = Math.max(instances.movingUntilS, nowS + RING_GLIDE_S);
};

/**
 * Gathers the cars of a scene that lie on each other while the map is far out. A worker, started when
 * it is first needed, counts them where they are drawn; the main thread copies the cars and takes the
 * clusters in.
 */
export const openClusters = (scene: VehicleScene, { kept, onChange }: Parts): VehicleClusters => {
  let worker: Worker | undefined;
  let memory = new Uint8Array();
  /** Undefined while the map is too near for clusters. */
  let level: number | undefined;
  let asked: { readonly level: number; readonly rearranged: number } | undefined;
  let isBehind = false;
  let askedMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (level === undefined || scene.instances.ids.length < LEAST_CARS) return clear();
    isBehind = asked !== undefined;
    if (asked) return;
    worker ??= start();
    asked = { level, rearranged: scene.instances.rearranged };
    askedMs = performance.now();
    const question = questionOf(scene, level, kept(), memory);
    worker.postMessage(question, [question.bytes.buffer, question.kept.buffer]);
  };
  const clear = (): void => {
    if (scene.rings.count === 0) return;
    showSingle(scene);
    onChange();
  };
  const answered = ({ data }: MessageEvent<ClusterAnswer>): void => {
    const isCurrent = asked?.level === level && asked?.rearranged === scene.instances.rearranged;
    memory = data.bytes;
    asked = undefined;
    if (isCurrent) take(scene, data);
    if (isCurrent) onChange();
    if (isBehind || !isCurrent) ask();
  };
  const start = (): Worker => {
    const started = new Worker(new URL("./cluster-worker.ts", import.meta.url), { type: "module" });
    started.addEventListener("message", answered);
    return started;
  };
  return {
    follow: () => {
      timer ??= setTimeout(ask, Math.max(0, askedMs + FOLLOW_MS - performance.now()));
    },
    renew: ask,
    look: (zoom) => {
      const next =
        zoom < CLUSTERS_BELOW_ZOOM ? Math.max(0, Math.floor(zoom * LEVELS) / LEVELS) : undefined;
      if (next === level) return;
      level = next;
      ask();
    },
    close: () => {
      clearTimeout(timer);
      worker?.terminate();
    },
  };
};
