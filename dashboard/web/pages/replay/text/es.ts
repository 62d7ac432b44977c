import type { ReplayText } from "./en.ts";

export const text: ReplayText = {
  title: "Recorridos",
  titleOf: (plate) => `Recorridos de ${plate}`,
  chooseLead: "Vea dónde estuvo un coche, cómo se condujo y qué pasó.",
  car: "Coche",
  carHint: "Por matrícula, modelo o conductor.",
  heardLast: "Últimas señales",
  noCars: "Aún no hay coches",
  otherCar: "Otro coche",

  previousDay: "El día anterior",
  nextDay: "El día siguiente",
  previousPeriod: "El período anterior",
  nextPeriod: "El período siguiente",
  export: "Exportar",
  formats: {
    gpx: "GPX, para mapas y navegación",
    csv: "CSV, para hojas de cálculo",
    geojson: "GeoJSON, para herramientas geográficas",
  },

  loading: "Cargando la grabación",
  failed: "No se pudo cargar la grabación",
  missing: "Ese coche no existe",
  missingHint: "Puede que se haya eliminado o que sea de otra sucursal.",
  empty: (plate) => `No hubo señales de ${plate}`,
  emptyHint: "No hay grabación de este período.",
  nearest: "Los días más cercanos con una:",
  cut: (moment) => `Demasiado para una vez: se muestra hasta ${moment}.`,
  goOn: "Seguir desde ahí",
  mapFailedHint: "El gráfico y la lista muestran la misma grabación.",

  map: "Mapa de la grabación",
  speedUnknown: "desconocida",
  wholeTrail: "Toda la traza",

  play: "Reproducir",
  pause: "Pausar",
  previousMark: "Parada o suceso anterior",
  nextMark: "Parada o suceso siguiente",
  rate: "Velocidad de reproducción",
  rateOf: (times) => `${times} veces más rápido`,
  skipStops: "Saltar paradas",
  follow: "Seguir",
  list: "Lista",
  playhead: "Momento de la grabación",
  playheadAt: (moment, doing) => `${moment}, ${doing}`,

  chart: "Velocidad en el tiempo",
  silent: "Sin señal",

  story: "Recorridos, paradas y sucesos",
  nothingHappened: "Sin recorridos, paradas ni sucesos en este período",
  stop: (number) => `Parada ${number}`,
  suspected: "sospecha",
  toldInAlert: "alerta",
};
