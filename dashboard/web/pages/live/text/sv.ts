import type { LiveText } from "./en.ts";

export const text: LiveText = {
  heading: "Livekarta",
  stale: "Inga livedata. Kartan visar de senast kända platserna.",
  following: (plate) => `Följer ${plate}`,
  vehicle: (plate) => `Fordon ${plate}`,
  mapFailedHint:
    "Gatorna kunde inte hämtas, eller så saknar webbläsaren WebGL 2. Listan visar samma bilar.",
};
