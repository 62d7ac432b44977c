export const text = {
  heading: "Live map",
  stale: "No live data. The map shows the last known places.",
  following: (plate: string) => `Following ${plate}`,
  vehicle: (plate: string) => `Vehicle ${plate}`,
  mapFailedHint:
    "Its streets could not be loaded, or this browser offers no WebGL 2. The list shows the same cars.",
};

export type LiveText = typeof text;
