/** Colours of the base map. Muted on purpose: the cars are what should be seen. */
export type Palette = {
  readonly sea: string;
  readonly country: string;
  readonly town: string;
  readonly plaza: string;
  readonly border: string;
  readonly path: string;
  readonly road: string;
  readonly roadCasing: string;
  readonly service: string;
  readonly main: string;
  readonly mainCasing: string;
  readonly motorway: string;
  readonly motorwayCasing: string;
  readonly streetLabel: string;
  readonly placeLabel: string;
  readonly shield: string;
  readonly halo: string;
};

/** One palette a theme of the dashboard. */
export const PALETTES = {
  light: {
    sea: "#c9dbe6",
    country: "#e0e6e1",
    town: "#f0f0ec",
    plaza: "#eae7df",
    border: "#b4bdb6",
    path: "#cfcabd",
    road: "#ffffff",
    roadCasing: "#d6d6ce",
    service: "#fbfbf8",
    main: "#fffdf5",
    mainCasing: "#d3cfc0",
    motorway: "#f8e3b4",
    motorwayCasing: "#dcbf83",
    streetLabel: "#6a6f76",
    placeLabel: "#4b525b",
    shield: "#8a6414",
    halo: "#f9f9f6",
  },
  dark: {
    sea: "#0a1b29",
    country: "#11181f",
    town: "#18212b",
    plaza: "#1b2530",
    border: "#33404c",
    path: "#2c3845",
    road: "#303d4c",
    roadCasing: "#10161d",
    service: "#273341",
    main: "#405265",
    mainCasing: "#10161d",
    motorway: "#5d6463",
    motorwayCasing: "#10161d",
    streetLabel: "#8d9bab",
    placeLabel: "#b3bfcc",
    shield: "#d8b978",
    halo: "#121920",
  },
} as const satisfies Record<string, Palette>;
