import type { LiveText } from "./en.ts";

export const text: LiveText = {
  heading: "Mapa en directo",
  stale: "Sin datos en directo. El mapa muestra los últimos lugares conocidos.",
  following: (plate) => `Siguiendo a ${plate}`,
  vehicle: (plate) => `Vehículo ${plate}`,
  mapFailedHint:
    "No se pudieron cargar las calles o este navegador no ofrece WebGL 2. La lista muestra los mismos coches.",
};
