import type { LiveText } from "./en.ts";

export const text: LiveText = {
  heading: "Live-Karte",
  stale: "Keine Live-Daten. Die Karte zeigt die letzten bekannten Orte.",
  following: (plate) => `Folgt ${plate}`,
  vehicle: (plate) => `Fahrzeug ${plate}`,
  mapFailedHint:
    "Die Straßen ließen sich nicht laden, oder dieser Browser bietet kein WebGL 2. Die Liste zeigt dieselben Autos.",
};
