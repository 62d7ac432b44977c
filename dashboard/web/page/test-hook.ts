/**
 * What browser tests may ask of the map, which no accessibility tree shows: of cars, and where zones
 * are drawn, of these and their handles (`vertex:0`, `middle:0`, `edge:0`).
 */
export type TestHook = {
  /** Cars with a place on the map, and how many of them pass the filter. */
  counts(): { readonly placed: number; readonly shown: number };
  /** Longitude and latitude where a car is drawn at this moment. */
  displayed(vehicleId: string): [number, number] | undefined;
  /** Where a car is drawn, CSS pixels from the top left of the map. */
  screen(vehicleId: string): { readonly x: number; readonly y: number } | undefined;
  /** Id of the car that is chosen. */
  picked(): string | undefined;
  /** The rings that stand for several cars, and where their middles are, as of `screen`. */
  clusters?(): readonly TestCluster[];
  /** Whether a car is drawn itself, not within a ring. */
  isSingle?(vehicleId: string): boolean;
  /** Ids of the cars whose plates are written beneath them. */
  labelled?(): readonly string[];
  /** Names of the zones and depots that are drawn. */
  fences?(): readonly string[];
};

export type TestCluster = {
  readonly cars: number;
  /** Cars of each status that occurs. */
  readonly parts: Readonly<Record<string, number>>;
  readonly x: number;
  readonly y: number;
};

declare global {
  interface Window {
    __roadledger?: TestHook;
  }
}

/** Puts the hook on the window until the returned function is called. */
export const exposeTestHook = (hook: TestHook): (() => void) => {
  window.__roadledger = hook;
  return () => {
    if (window.__roadledger === hook) delete window.__roadledger;
  };
};
