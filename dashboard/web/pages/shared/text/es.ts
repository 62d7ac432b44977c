import type { SharedText } from "./en.ts";

export const text: SharedText = {
  map: "Mapa de lo que muestra este enlace",
  liveLead: "Posición en directo",
  routeLead: (day) => `Ruta del ${day}`,
  showCar: "Mostrar el coche y seguirlo",
  showRoute: "Mostrar toda la ruta",
  position: "Posición",
  heading: "Rumbo",
  noPlace: "Aún no ha dicho dónde está. El mapa lo mostrará en cuanto lo diga.",
  neverHeard: "Aún no ha informado. Esta página lo mostrará en cuanto lo haga.",
  stale: "Se ha perdido la conexión. Lo que ve puede estar anticuado.",
  mapFailedHint: "Lo que se sabe está al lado y se sigue actualizando.",

  start: "Inicio",
  end: "Fin",
  distance: "Distancia",
  driving: "En marcha",
  standing: "Detenido",
  topSpeed: "Velocidad máxima",
  stops: "Paradas en el camino",
  noStops: "No se detuvo mucho tiempo.",
  truncated: "La ruta es más larga que lo que muestra el mapa.",

  endsAt: (moment, lasting) => `Este enlace termina ${moment}, dentro de ${lasting}.`,
  only: "Muestra esto y nada más.",

  ended: "Este enlace ya no muestra nada",
  endedHint:
    "Ha caducado, lo terminó quien lo creó o nunca existió. Pida uno nuevo a quien se lo envió.",
  failed: "No se pudo cargar lo que muestra este enlace",
  failedHint: "Compruebe la conexión e inténtelo de nuevo en un momento.",
  tryAgain: "Intentar de nuevo",
  loading: "Cargando",
};
