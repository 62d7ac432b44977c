import { html } from "lit";
import { wholeText } from "../../i18n/figures.ts";
import type { FleetText } from "./en.ts";

const cars = (count: number): string => `${wholeText(count)} ${count === 1 ? "coche" : "coches"}`;

export const text: FleetText = {
  status: {
    driving: "En marcha",
    idling: "Al ralentí",
    parked: "Aparcado",
    unknown: "Sin datos de movimiento",
  },
  unknownShort: "Sin datos",
  lastStatus: {
    driving: "Iba en marcha",
    idling: "Estaba al ralentí",
    parked: "Estaba aparcado",
    unknown: "Sin datos de movimiento",
  },
  connection: {
    live: "En vivo",
    late: "Con retraso",
    offline: "Sin conexión",
    never: "Nunca ha transmitido",
  },
  state: "Estado",
  contact: "Conexión",
  never: "nunca",
  was: (speed) => `iba a ${speed}`,
  heard: "último dato",

  speed: "Velocidad",
  fuel: "Combustible",
  ignition: "Contacto",
  odometer: "Cuentakilómetros",
  supply: "Tensión",
  satellites: "Satélites",
  on: "Puesto",
  off: "Quitado",
  standing: "parado",
  noData: "sin datos",
  ageUnknown: "antigüedad desconocida",

  vehicles: "Vehículos",
  search: "Buscar vehículos",
  searchFor: "Matrícula, conductor, cliente, reserva",
  clearSearch: "Borrar la búsqueda",
  cars,
  carsOf: (shown, all) => `${wholeText(shown)} de ${cars(all)}`,
  carsHere: (count) => `${cars(count)} aquí`,
  onTheMap: "En el mapa",
  order: "Orden",
  byPlate: "Matrícula",
  byActivity: "Actividad",
  byLastHeard: "Último dato",
  noCars: "Aún no hay coches",
  noCarsHint: "Los coches aparecen aquí en cuanto se dan de alta.",
  noMatch: "Ningún coche coincide",
  clearFilters: "Quitar filtros",
  noneOnMap: "Ninguno está en esta parte del mapa.",
  tryAnother: "Pruebe con otra matrícula, otro conductor u otro modelo.",
  addFirst: "Dé de alta el primer coche",
  startSetup: "Empezar",
  addFirstHint: html`Dé de alta un coche y su localizador en pocos pasos y vea llegar su primer
    mensaje. Para ver coches en marcha enseguida, inicie una flota simulada con
    <code>npm run simulate</code>.`,

  map: "Mapa de la flota; la lista contiene los mismos coches",
  wholeFleet: "Ver toda la flota",
  layers: "Capas",
  layer: {
    zones: "Zonas",
    depots: "Depósitos y sucursales",
    stops: "Paradas del coche elegido",
    trails: "Recorrido del coche elegido",
    alerts: "Alertas abiertas",
    labels: "Matrículas",
  },
  fencesFailed:
    "No se pudieron cargar las zonas ni los depósitos. Active de nuevo una capa para intentarlo.",
  zoomIn: "Acercar",
  zoomOut: "Alejar",
  cluster: (cars: string, parts: string) => `${cars} muy juntos: ${parts}. Intro acerca el mapa.`,
  sheetHeight: "Altura del panel; se cambia con las flechas",

  follow: "Seguir en el mapa",
  close: "Cerrar",
  since: (moment, lasting) => `desde ${moment} · ${lasting}`,
  silent: (moment) =>
    `Este coche no dice nada desde ${moment}. Todo lo de abajo es lo último que dijo.`,
  silentEver: "Este coche nunca ha transmitido. Conecte el localizador y arranque.",
  noFix: "Transmite, pero sin posición. El mapa muestra el último lugar conocido.",
  overdue: (moment) =>
    `Este coche no dice nada desde ${moment}, más de lo habitual. La velocidad y el lugar son los últimos conocidos.`,
  driver: "Conductor",
  nobody: "Sin asignar",
  group: "Grupo",

  share: "Compartir",
  replay: "Reproducir",
  dayFailed: "No se pudo cargar el día",
  mapFailed: "No se puede dibujar el mapa",
  tryAgain: "Reintentar",
  topSpeed: (speed) => `máx. ${speed}`,
  upTo: (speed) => `hasta ${speed}`,
  unseen: (distance) => `${distance} sin datos`,
  parkedNow: "Aparcado ahora",
  idlingNow: "Al ralentí ahora",
  onTheWay: "En camino",
  droveUntil: (time) => `Circuló hasta las ${time}`,
};
