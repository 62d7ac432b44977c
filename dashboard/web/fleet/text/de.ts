import { html } from "lit";
import { wholeText } from "../../i18n/figures.ts";
import type { FleetText } from "./en.ts";

const cars = (count: number): string => `${wholeText(count)} ${count === 1 ? "Auto" : "Autos"}`;

export const text: FleetText = {
  status: {
    driving: "Fährt",
    idling: "Leerlauf",
    parked: "Geparkt",
    unknown: "Keine Bewegungsdaten",
  },
  unknownShort: "Unbekannt",
  lastStatus: {
    driving: "Fuhr",
    idling: "War im Leerlauf",
    parked: "War geparkt",
    unknown: "Keine Bewegungsdaten",
  },
  connection: {
    live: "Live",
    late: "Verspätet",
    offline: "Offline",
    never: "Noch nie gemeldet",
  },
  state: "Zustand",
  contact: "Verbindung",
  never: "nie",
  was: (speed) => `fuhr ${speed}`,
  heard: "gemeldet",

  speed: "Tempo",
  fuel: "Tank",
  ignition: "Zündung",
  odometer: "Kilometerstand",
  supply: "Spannung",
  satellites: "Satelliten",
  on: "Ein",
  off: "Aus",
  standing: "steht",
  noData: "keine Daten",
  ageUnknown: "Alter unbekannt",

  vehicles: "Fahrzeuge",
  search: "Fahrzeuge suchen",
  searchFor: "Kennzeichen, Fahrer, Kunde, Buchung",
  clearSearch: "Suche leeren",
  cars,
  carsOf: (shown, all) => `${wholeText(shown)} von ${cars(all)}`,
  carsHere: (count) => `${cars(count)} an dieser Stelle`,
  onTheMap: "Auf der Karte",
  order: "Reihenfolge",
  byPlate: "Kennzeichen",
  byActivity: "Aktivität",
  byLastHeard: "Letzte Meldung",
  noCars: "Noch keine Autos",
  noCarsHint: "Autos erscheinen hier, sobald sie angelegt sind.",
  noMatch: "Kein Auto passt dazu",
  clearFilters: "Filter aufheben",
  noneOnMap: "Keines davon ist auf diesem Kartenausschnitt.",
  tryAnother: "Versuchen Sie es mit einem anderen Kennzeichen, Fahrer oder Modell.",
  addFirst: "Das erste Auto anlegen",
  startSetup: "Einrichtung starten",
  addFirstHint: html`Legen Sie in wenigen Schritten ein Auto und seinen Tracker an und sehen Sie die
    erste Nachricht eintreffen. Fahrende Autos zeigt sofort eine simulierte Flotte mit
    <code>npm run simulate</code>.`,

  map: "Karte der Flotte; die Liste enthält dieselben Autos",
  wholeFleet: "Ganze Flotte zeigen",
  layers: "Ebenen",
  layer: {
    zones: "Zonen",
    depots: "Depots und Filialen",
    stops: "Halte des gewählten Autos",
    trails: "Spur des gewählten Autos",
    alerts: "Offene Alarme",
    labels: "Kennzeichen",
  },
  fencesFailed:
    "Zonen und Depots ließen sich nicht laden. Zum erneuten Versuch eine Ebene wieder einschalten.",
  zoomIn: "Vergrößern",
  zoomOut: "Verkleinern",
  cluster: (cars: string, parts: string) =>
    `${cars} dicht beieinander: ${parts}. Eingabe vergrößert.`,
  sheetHeight: "Höhe des Bereichs; mit den Pfeiltasten änderbar",

  follow: "Auf der Karte folgen",
  close: "Schließen",
  since: (moment, lasting) => `seit ${moment} · ${lasting}`,
  silent: (moment) =>
    `Dieses Auto schweigt seit ${moment}. Alles unten ist das Letzte, was es gesagt hat.`,
  silentEver: "Dieses Auto hat sich noch nie gemeldet. Tracker anschließen und losfahren.",
  noFix: "Es meldet sich, aber ohne Position. Die Karte zeigt den letzten bekannten Ort.",
  overdue: (moment) =>
    `Dieses Auto schweigt seit ${moment}, länger als üblich. Tempo und Ort sind die zuletzt bekannten.`,
  driver: "Fahrer",
  immobilised: "Wegfahrsperre aktiv",
  nobody: "Niemand zugewiesen",
  types: {
    CAR: "Pkw",
    VAN: "Transporter",
    TRUCK: "Lkw",
    BUS: "Bus",
    MOTORCYCLE: "Motorrad",
    OTHER: "Anderes",
  },
  group: "Gruppe",

  share: "Teilen",
  replay: "Abspielen",
  dayFailed: "Der Tag konnte nicht geladen werden",
  mapFailed: "Die Karte kann nicht gezeichnet werden",
  tryAgain: "Erneut versuchen",
  topSpeed: (speed) => `max. ${speed}`,
  upTo: (speed) => `bis ${speed}`,
  unseen: (distance) => `${distance} ohne Daten`,
  parkedNow: "Parkt gerade",
  idlingNow: "Im Leerlauf",
  onTheWay: "Unterwegs",
  droveUntil: (time) => `Fuhr bis ${time}`,
};
