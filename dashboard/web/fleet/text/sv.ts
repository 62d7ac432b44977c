import { html } from "lit";
import { wholeText } from "../../i18n/figures.ts";
import type { FleetText } from "./en.ts";

const cars = (count: number): string => `${wholeText(count)} ${count === 1 ? "bil" : "bilar"}`;

export const text: FleetText = {
  status: {
    driving: "Kör",
    idling: "Tomgång",
    parked: "Parkerad",
    unknown: "Ingen rörelsedata",
  },
  unknownShort: "Okänd",
  lastStatus: {
    driving: "Körde",
    idling: "Gick på tomgång",
    parked: "Var parkerad",
    unknown: "Ingen rörelsedata",
  },
  connection: {
    live: "Live",
    late: "Försenad",
    offline: "Offline",
    never: "Har aldrig rapporterat",
  },
  state: "Tillstånd",
  contact: "Kontakt",
  never: "aldrig",
  was: (speed) => `körde ${speed}`,
  heard: "hördes",

  speed: "Hastighet",
  fuel: "Bränsle",
  ignition: "Tändning",
  odometer: "Mätarställning",
  supply: "Spänning",
  satellites: "Satelliter",
  on: "På",
  off: "Av",
  standing: "står still",
  noData: "ingen data",
  ageUnknown: "okänd ålder",

  vehicles: "Fordon",
  search: "Sök fordon",
  searchFor: "Regnr, förare, kund, bokning",
  clearSearch: "Rensa sökningen",
  cars,
  carsOf: (shown, all) => `${wholeText(shown)} av ${cars(all)}`,
  carsHere: (count) => `${cars(count)} här`,
  onTheMap: "På kartan",
  order: "Ordning",
  byPlate: "Regnr",
  byActivity: "Aktivitet",
  byLastHeard: "Senast hörd",
  noCars: "Inga bilar än",
  noCarsHint: "Bilarna syns här så snart de har lagts till.",
  noMatch: "Ingen bil stämmer",
  clearFilters: "Rensa filter",
  noneOnMap: "Ingen av dem är på den här delen av kartan.",
  tryAnother: "Prova ett annat regnr, en annan förare eller modell.",
  addFirst: "Lägg till den första bilen",
  startSetup: "Kom igång",
  addFirstHint: html`Registrera en bil och dess spårare i några steg och se det första meddelandet
    komma. Vill du se bilar köra direkt, starta en simulerad flotta med
    <code>npm run simulate</code>.`,

  map: "Karta över flottan; samma bilar finns i listan",
  wholeFleet: "Visa hela flottan",
  zoomIn: "Zooma in",
  zoomOut: "Zooma ut",
  sheetHeight: "Panelens höjd; ändras med piltangenterna",

  follow: "Följ på kartan",
  close: "Stäng",
  since: (moment, lasting) => `sedan ${moment} · ${lasting}`,
  silent: (moment) => `Bilen har varit tyst sedan ${moment}. Allt nedan är det senaste den sa.`,
  silentEver: "Bilen har aldrig rapporterat. Anslut spåraren och kör i väg.",
  noFix: "Bilen rapporterar, men utan position. Kartan visar den senast kända platsen.",
  overdue: (moment) =>
    `Bilen har varit tyst sedan ${moment}, längre än vanligt. Fart och plats är de senast kända.`,
  driver: "Förare",
  nobody: "Ingen tilldelad",
  group: "Grupp",

  share: "Dela",
  replay: "Spela upp",
  dayFailed: "Dagen kunde inte hämtas",
  mapFailed: "Kartan kan inte ritas",
  tryAgain: "Försök igen",
  topSpeed: (speed) => `max ${speed}`,
  upTo: (speed) => `upp till ${speed}`,
  unseen: (distance) => `${distance} utan data`,
  parkedNow: "Parkerad nu",
  idlingNow: "Tomgång nu",
  onTheWay: "På väg",
  droveUntil: (time) => `Körde till ${time}`,
};
