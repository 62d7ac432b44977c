export const text = {
  heading: "Live map",
  stale: "No live data. The map shows the last known places.",
  following: (plate: string) => `Following ${plate}`,
  vehicle: (plate: string) => `Vehicle ${plate}`,
  mapFailed: "The map cannot be drawn",
  mapFailedHint:
    "Its streets could not be loaded, or this browser offers no WebGL 2. The list shows the same cars.",
  tryAgain: "Try again",
};

export type LiveText = typeof text;
