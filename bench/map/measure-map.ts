import { setTimeout as wait } from "node:timers/promises";
import type { MapPage } from "./map-page.ts";
import { plateOf } from "./moving-fleet.ts";
import { typeAndTime } from "./search-answers.ts";

/** A tick a second, as the dashboard server sends at most. */
const TICK_MS = 1_000;
/** Ticks before anything counts: the page compiles what it does often. */
const WARM_UP_TICKS = 12;
/** Cars glide for as long as a car lets pass between its fixes, s. */
const GLIDE_S = 6;
/** What a new tick costs is over by then, and the glide is not, ms. */
const SETTLED_MS = 1_000;

/** A tick that has not come by then will not, ms. */
const LATE_MS = 3_000;

const probeOf = ({ page }: MapPage) => page.evaluate(() => window.benchProbe);

/** Sends a tick a second for so long; answers when each was sent, ms. */
const tickFor = async ({ server }: MapPage, ticks: number): Promise<number[]> => {
  const startMs = Date.now();
  const sentMs: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    sentMs.push(server.tick());
    await wait(Math.max(0, startMs + (tick + 1) * TICK_MS - Date.now()));
  }
  return sentMs;
};

const setMotion = ({ page }: MapPage, moves: boolean): Promise<void> =>
  page.emulateMedia({ reducedMotion: moves ? "no-preference" : "reduce" });

/** Gets the page to where it stays: everything loaded, drawn once, and compiled. */
export const warmUp = async (map: MapPage): Promise<void> => {
  await setMotion(map, true);
  await tickFor(map, WARM_UP_TICKS);
};

/**
 * CPU time of the main thread a tick, ms: everything the page does in the second between two, with
 * cars that jump, so that there is one frame. That of a second without a tick is part of it.
 */
export const measureTick = async (map: MapPage, ticks: number): Promise<number> => {
  await setMotion(map, false);
  await tickFor(map, 2);
  const beforeMs = map.cpuMs();
  await tickFor(map, ticks);
  return (map.cpuMs() - beforeMs) / ticks;
};

/** CPU time of the main thread in a second in which no car is heard, ms. */
export const measureIdle = async (map: MapPage, seconds: number): Promise<number> => {
  const beforeMs = map.cpuMs();
  await wait(seconds * 1_000);
  return (map.cpuMs() - beforeMs) / seconds;
};

/** CPU time of the main thread a frame while all cars glide and none is heard, ms. */
export const measureFrames = async (map: MapPage): Promise<number> => {
  await setMotion(map, true);
  map.server.tick();
  await wait(GLIDE_S * 1_000);
  map.server.tick();
  await wait(SETTLED_MS);
  const before = await probeOf(map);
  const beforeMs = map.cpuMs();
  await wait(GLIDE_S * 1_000 - 2 * SETTLED_MS);
  const usedMs = map.cpuMs() - beforeMs;
  const frames = (await probeOf(map)).drawnFrames - before.drawnFrames;
  return usedMs / frames;
};

export type LiveCost = {
  /** Frames a second in which the fleet was drawn. */
  readonly fps: number;
  /** Share of the main thread's time that was used. */
  readonly busy: number;
  /** From sending a tick until the page's main thread had it, ms, tick by tick; missing: it never came. */
  readonly lagMs: readonly (number | undefined)[];
};

/** A page that is watched: a tick a second, all cars gliding from one to the next. */
export const measureLive = async (map: MapPage, seconds: number): Promise<LiveCost> => {
  await setMotion(map, true);
  await tickFor(map, 3);
  const before = await probeOf(map);
  const beforeMs = map.cpuMs();
  const startMs = Date.now();
  const sentMs = await tickFor(map, seconds);
  const tookS = (Date.now() - startMs) / 1_000;
  const busy = (map.cpuMs() - beforeMs) / (tookS * 1_000);
  const { drawnFrames } = await probeOf(map);
  // one that is late is not lost
  await wait(LATE_MS);
  const after = await probeOf(map);
  const cameMs = new Map(after.ticks.map((tick) => [tick.sentMs, tick.atMs]));
  return {
    fps: (drawnFrames - before.drawnFrames) / tookS,
    busy,
    lagMs: sentMs.map((sent) => {
      const came = cameMs.get(sent);
      return came === undefined ? undefined : came - sent;
    }),
  };
};

const tickUntil = async (map: MapPage, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) await tickFor(map, 1);
};

/** How long each keypress in the search box waits for its answer while all cars move, ms. */
export const measureSearch = async (map: MapPage, searches: number): Promise<number[]> => {
  await setMotion(map, true);
  const plates = Array.from({ length: map.cars }, (_, index) => plateOf(index));
  const tookMs: number[] = [];
  const done = new AbortController();
  const ticking = tickUntil(map, done.signal);
  try {
    for (let search = 0; search < searches; search++) {
      const typed = String((search * 1_237 + 321) % map.cars).padStart(5, "0");
      tookMs.push(...(await typeAndTime(map.page, typed, plates)));
    }
    await map.page.getByLabel("Search vehicles").fill("");
  } finally {
    done.abort();
    await ticking;
  }
  return tookMs;
};
