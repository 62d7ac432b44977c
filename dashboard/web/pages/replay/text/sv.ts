import type { ReplayText } from "./en.ts";

export const text: ReplayText = {
  title: "Uppspelning",
  titleOf: (plate) => `Uppspelning av ${plate}`,
  chooseLead: "Se var en bil var, hur den kördes och vad som hände.",
  car: "Bil",
  carHint: "Efter skylt, modell eller förare.",
  heardLast: "Hördes senast",
  noCars: "Det finns inga bilar ännu",
  otherCar: "Annan bil",

  previousDay: "Dagen före",
  nextDay: "Dagen efter",
  previousPeriod: "Perioden före",
  nextPeriod: "Perioden efter",
  export: "Exportera",
  formats: {
    gpx: "GPX, för kartor och navigering",
    csv: "CSV, för kalkylprogram",
    geojson: "GeoJSON, för geografiska verktyg",
  },

  loading: "Hämtar inspelningen",
  failed: "Inspelningen kunde inte hämtas",
  missing: "Bilen finns inte",
  missingHint: "Den kan ha tagits bort eller höra till en annan filial.",
  empty: (plate) => `Inget hördes från ${plate}`,
  emptyHint: "Det finns ingen inspelning av perioden.",
  nearest: "Närmaste dagar med en:",
  cut: (moment) => `För mycket att hämta på en gång: visas till ${moment}.`,
  goOn: "Fortsätt därifrån",
  mapFailedHint: "Diagrammet och listan visar samma inspelning.",

  map: "Karta över inspelningen",
  speedUnknown: "okänd",
  wholeTrail: "Hela spåret",

  play: "Spela",
  pause: "Pausa",
  previousMark: "Föregående stopp eller händelse",
  nextMark: "Nästa stopp eller händelse",
  rate: "Hur fort det spelas",
  rateOf: (times) => `${times} gånger så fort`,
  skipStops: "Hoppa över stopp",
  follow: "Följ",
  list: "Lista",
  playhead: "Tidpunkt i inspelningen",
  playheadAt: (moment, doing) => `${moment}, ${doing}`,

  chart: "Fart över tid",
  silent: "Hörs inte",

  story: "Rutter, stopp och händelser",
  nothingHappened: "Inga rutter, stopp eller händelser under perioden",
  stop: (number) => `Stopp ${number}`,
  suspected: "misstänkt",
  toldInAlert: "larm",
};
