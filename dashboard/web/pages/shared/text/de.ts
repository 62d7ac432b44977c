import type { SharedText } from "./en.ts";

export const text: SharedText = {
  map: "Karte zu dem, was dieser Link zeigt",
  liveLead: "Standort in Echtzeit",
  routeLead: (day) => `Fahrt vom ${day}`,
  showCar: "Auto zeigen und dabeibleiben",
  showRoute: "Ganze Fahrt zeigen",
  position: "Standort",
  heading: "Richtung",
  noPlace: "Es hat noch nicht gemeldet, wo es ist. Die Karte zeigt es, sobald das geschieht.",
  neverHeard: "Es hat sich noch nicht gemeldet. Diese Seite zeigt es, sobald das geschieht.",
  stale: "Die Verbindung ist abgerissen. Was hier steht, kann überholt sein.",
  mapFailedHint: "Was bekannt ist, steht daneben und wird weiter aktualisiert.",

  start: "Beginn",
  end: "Ende",
  distance: "Strecke",
  driving: "Fahrzeit",
  standing: "Standzeit",
  topSpeed: "Höchsttempo",
  stops: "Halte unterwegs",
  noStops: "Es hat nirgends lange gehalten.",
  truncated: "Die Fahrt ist länger als das, was die Karte davon zeigt.",

  endsAt: (moment, lasting) => `Dieser Link endet ${moment}, in ${lasting}.`,
  only: "Er zeigt dies und sonst nichts.",

  ended: "Dieser Link zeigt nichts mehr",
  endedHint:
    "Er ist abgelaufen, wurde beendet oder war nie einer. Bitten Sie die Person, die ihn geschickt hat, um einen neuen.",
  failed: "Was dieser Link zeigt, konnte nicht geladen werden",
  failedHint: "Prüfen Sie die Verbindung und versuchen Sie es gleich noch einmal.",
  tryAgain: "Erneut versuchen",
  loading: "Wird geladen",
};
