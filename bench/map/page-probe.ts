import type { BrowserContext } from "playwright-core";

/** A tick by the time of its sending, which it carries, and when it arrived, ms since the epoch. */
export type ArrivedTick = { readonly sentMs: number; readonly atMs: number };

/** What the page counts for the benchmark, beside doing what it always does. */
export type PageProbe = {
  /** Cars drawn in one call, that is frames in which the fleet was drawn. */
  drawnFrames: number;
  /** When the fleet was last drawn, ms since the epoch. */
  drawnMs: number;
  /** The packed ticks that reached the main thread. */
  readonly ticks: ArrivedTick[];
};

declare global {
  interface Window {
    readonly benchProbe: PageProbe;
  }
}

/** The share of the screen's pixels that WebGL is asked for; drawing is left out anyway. */
const PIXEL_RATIO = 0.1;
/** Fewer instances in a call are not the fleet. */
const FLEET = 1_000;

/** Runs in the page, before anything of its own. */
const install = ({ pixelRatio, fleet }: { pixelRatio: number; fleet: number }): void => {
  const now = (): number => performance.timeOrigin + performance.now();
  const probe: PageProbe = { drawnFrames: 0, drawnMs: 0, ticks: [] };
  Object.assign(window, { benchProbe: probe });
  Object.defineProperty(window, "devicePixelRatio", { get: () => pixelRatio });
  const nothing = (): void => {};
  const drawInstances = (
    _mode: number,
    _first: number,
    _count: number,
    instances: number,
  ): void => {
    if (instances < fleet) return;
    probe.drawnFrames++;
    probe.drawnMs = now();
  };
  Object.assign(WebGL2RenderingContext.prototype, {
    drawArrays: nothing,
    drawElements: nothing,
    drawElementsInstanced: nothing,
    drawArraysInstanced: drawInstances,
  });
  const { WebSocket } = window;
  const Watched = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (!(data instanceof ArrayBuffer)) return;
        probe.ticks.push({ sentMs: new DataView(data).getFloat64(8, true), atMs: now() });
      });
    }
  };
  Object.assign(window, { WebSocket: Watched });
};

/**
 * Takes the graphics card out of what a browser's pages cost: WebGL calls that draw do nothing, so a
 * machine without one measures the page's own work. Everything before them stays, uploads included.
 */
export const withoutGraphicsCard = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(install, { pixelRatio: PIXEL_RATIO, fleet: FLEET });
};
