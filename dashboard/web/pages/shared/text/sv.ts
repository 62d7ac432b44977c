import type { SharedText } from "./en.ts";

export const text: SharedText = {
  map: "Karta över det som länken visar",
  liveLead: "Position just nu",
  routeLead: (day) => `Rutt ${day}`,
  showCar: "Visa bilen och följ den",
  showRoute: "Visa hela rutten",
  position: "Position",
  heading: "Riktning",
  noPlace: "Den har inte sagt var den är än. Kartan visar den så snart den gör det.",
  neverHeard: "Den har inte hörts än. Sidan visar den så snart den hörs.",
  stale: "Anslutningen är bruten. Det du ser kan vara inaktuellt.",
  mapFailedHint: "Det som är känt står bredvid och fortsätter att uppdateras.",

  start: "Start",
  end: "Slut",
  distance: "Sträcka",
  driving: "Körtid",
  standing: "Stillastående",
  topSpeed: "Högsta fart",
  stops: "Stopp på vägen",
  noStops: "Den stannade inte länge.",
  truncated: "Rutten är längre än vad kartan visar av den.",

  endsAt: (moment, lasting) => `Länken slutar gälla ${moment}, om ${lasting}.`,
  only: "Den visar detta och inget annat.",

  ended: "Länken visar inget längre",
  endedHint:
    "Den har gått ut, avslutats av den som gjorde den eller aldrig funnits. Be den som skickade den om en ny.",
  failed: "Det som länken visar kunde inte hämtas",
  failedHint: "Kontrollera anslutningen och försök igen om en stund.",
  tryAgain: "Försök igen",
  loading: "Hämtar",
};
