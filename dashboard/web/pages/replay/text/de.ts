import type { ReplayText } from "./en.ts";

export const text: ReplayText = {
  title: "Fahrten",
  titleOf: (plate) => `Fahrten von ${plate}`,
  chooseLead: "Sehen, wo ein Auto war, wie es gefahren wurde und was geschah.",
  car: "Auto",
  carHint: "Nach Kennzeichen, Modell oder Fahrer.",
  heardLast: "Zuletzt gehört",
  noCars: "Es gibt noch keine Autos",
  otherCar: "Anderes Auto",

  previousDay: "Der Tag davor",
  nextDay: "Der Tag danach",
  previousPeriod: "Der Zeitraum davor",
  nextPeriod: "Der Zeitraum danach",
  export: "Exportieren",
  formats: {
    gpx: "GPX, für Karten und Navigation",
    csv: "CSV, für Tabellen",
    geojson: "GeoJSON, für Geo-Werkzeuge",
  },

  loading: "Die Aufzeichnung wird geladen",
  failed: "Die Aufzeichnung konnte nicht geladen werden",
  missing: "Dieses Auto gibt es nicht",
  missingHint: "Vielleicht wurde es entfernt oder gehört zu einer anderen Filiale.",
  empty: (plate) => `Von ${plate} war nichts zu hören`,
  emptyHint: "Für diesen Zeitraum gibt es keine Aufzeichnung.",
  nearest: "Die nächsten Tage mit einer:",
  cut: (moment) => `Zu viel auf einmal: gezeigt bis ${moment}.`,
  goOn: "Von dort weiter",
  mapFailedHint: "Diagramm und Liste zeigen dieselbe Aufzeichnung.",

  map: "Karte der Aufzeichnung",
  speedUnknown: "unbekannt",
  wholeTrail: "Ganze Spur",

  play: "Abspielen",
  pause: "Anhalten",
  previousMark: "Voriger Halt oder Vorfall",
  nextMark: "Nächster Halt oder Vorfall",
  rate: "Wie schnell abgespielt wird",
  rateOf: (times) => `${times}-mal so schnell`,
  skipStops: "Halte überspringen",
  follow: "Folgen",
  list: "Liste",
  playhead: "Zeitpunkt der Aufzeichnung",
  playheadAt: (moment, doing) => `${moment}, ${doing}`,

  chart: "Tempo über die Zeit",
  silent: "Nicht gehört",

  story: "Fahrten, Halte und Vorfälle",
  nothingHappened: "Keine Fahrten, Halte oder Vorfälle in diesem Zeitraum",
  stop: (number) => `Halt ${number}`,
  suspected: "Verdacht",
  toldInAlert: "Alarm",
};
