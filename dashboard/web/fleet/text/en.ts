import { html } from "lit";
import { wholeText } from "../../i18n/figures.ts";

const cars = (count: number): string => `${wholeText(count)} ${count === 1 ? "car" : "cars"}`;

export const text = {
  status: {
    driving: "Driving",
    idling: "Idling",
    parked: "Parked",
    unknown: "No motion data",
  },
  unknownShort: "Unknown",
  /** What a car did when it was last heard. */
  lastStatus: {
    driving: "Was driving",
    idling: "Was idling",
    parked: "Was parked",
    unknown: "No motion data",
  },
  connection: {
    live: "Live",
    late: "Late",
    offline: "Offline",
    never: "Never reported",
  },
  state: "State",
  contact: "Connection",
  never: "never",
  was: (speed: string) => `was ${speed}`,
  heard: "heard",

  speed: "Speed",
  fuel: "Fuel",
  ignition: "Ignition",
  odometer: "Odometer",
  supply: "Supply",
  satellites: "Satellites",
  on: "On",
  off: "Off",
  standing: "standing",
  noData: "no data",
  ageUnknown: "age unknown",

  vehicles: "Vehicles",
  search: "Search vehicles",
  searchFor: "Plate, driver, customer, booking",
  clearSearch: "Clear search",
  cars,
  carsOf: (shown: number, all: number) => `${wholeText(shown)} of ${cars(all)}`,
  carsHere: (count: number) => `${cars(count)} here`,
  onTheMap: "On the map",
  order: "Order",
  byPlate: "Plate",
  byActivity: "Activity",
  byLastHeard: "Last heard",
  noCars: "No cars yet",
  noCarsHint: "Cars appear here as soon as they are added.",
  noMatch: "No car matches",
  clearFilters: "Clear filters",
  noneOnMap: "None of them is on this part of the map.",
  tryAnother: "Try another plate, driver or model.",
  addFirst: "Add the first car",
  startSetup: "Start the set-up",
  addFirstHint: html`Register a car and its tracker in a few steps, and see its first message
    arrive. To see cars move right away, start a simulated fleet with
    <code>npm run simulate</code>.`,

  map: "Map of the fleet; the list holds the same cars",
  wholeFleet: "Show the whole fleet",
  layers: "Layers",
  layer: {
    zones: "Zones",
    depots: "Depots and branches",
    stops: "Stops of the chosen car",
    trails: "Trail of the chosen car",
    alerts: "Open alerts",
    labels: "Plates",
  },
  fencesFailed: "Zones and depots could not be loaded. Switch one on again to try.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  cluster: (cars: string, parts: string) => `${cars} close together: ${parts}. Enter zooms in.`,
  sheetHeight: "Height of the sheet; arrow keys change it",

  follow: "Follow on the map",
  close: "Close",
  since: (moment: string, lasting: string) => `since ${moment} · ${lasting}`,
  silent: (moment: string) =>
    `This car has been silent since ${moment}. Everything below is the last it said.`,
  silentEver: "This car has never reported. Connect its tracker and drive off.",
  noFix: "It reports, but without a position. The map shows the last known place.",
  overdue: (moment: string) =>
    `This car has been silent since ${moment}, longer than usual. Speed and place are the last known.`,
  driver: "Driver",
  immobilised: "Immobilised",
  nobody: "Nobody assigned",
  /** The types of vehicle that forms offer; any other is told as it was entered. */
  types: {
    CAR: "Car",
    VAN: "Van",
    TRUCK: "Truck",
    BUS: "Bus",
    MOTORCYCLE: "Motorcycle",
    OTHER: "Other",
  },
  group: "Group",

  share: "Share",
  replay: "Replay",
  dayFailed: "The day could not be loaded",
  mapFailed: "The map cannot be drawn",
  tryAgain: "Try again",
  topSpeed: (speed: string) => `max ${speed}`,
  upTo: (speed: string) => `up to ${speed}`,
  unseen: (distance: string) => `${distance} unseen`,
  parkedNow: "Parked now",
  idlingNow: "Idling now",
  onTheWay: "On the way",
  droveUntil: (time: string) => `Drove until ${time}`,
};

export type FleetText = typeof text;
