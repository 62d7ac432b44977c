export const text = {
  title: "Replay",
  titleOf: (plate: string) => `Replay of ${plate}`,
  chooseLead: "Watch where a car was, how it was driven and what happened.",
  car: "Car",
  carHint: "By plate, model or driver.",
  heardLast: "Heard last",
  noCars: "There are no cars yet",
  otherCar: "Other car",

  previousDay: "The day before",
  nextDay: "The day after",
  previousPeriod: "The period before",
  nextPeriod: "The period after",
  export: "Export",
  formats: {
    gpx: "GPX, for maps and navigation",
    csv: "CSV, for spreadsheets",
    geojson: "GeoJSON, for geographic tools",
  },

  loading: "Loading the recording",
  failed: "The recording could not be loaded",
  missing: "There is no such car",
  missingHint: "It may have been removed, or belong to another branch.",
  empty: (plate: string) => `Nothing was heard of ${plate}`,
  emptyHint: "There is no recording of this period.",
  nearest: "The nearest days with one:",
  cut: (moment: string) => `Too much to load at once: shown until ${moment}.`,
  goOn: "Go on from there",
  mapFailedHint: "The chart and the list show the same recording.",

  map: "Map of the recording",
  speedUnknown: "not known",
  wholeTrail: "Whole trail",

  play: "Play",
  pause: "Pause",
  previousMark: "Previous stop or event",
  nextMark: "Next stop or event",
  rate: "How fast it plays",
  rateOf: (times: number) => `${times} times as fast`,
  skipStops: "Skip stops",
  follow: "Follow",
  list: "List",
  playhead: "Moment of the recording",
  playheadAt: (moment: string, doing: string) => `${moment}, ${doing}`,

  chart: "Speed over time",
  silent: "Not heard",

  story: "Routes, stops and events",
  nothingHappened: "No routes, stops or events in this period",
  stop: (number: number) => `Stop ${number}`,
  suspected: "suspected",
  toldInAlert: "alert",
};

export type ReplayText = typeof text;
