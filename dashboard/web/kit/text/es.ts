import { wholeText } from "../../i18n/figures.ts";
import type { KitText } from "./en.ts";

export const text: KitText = {
  loading: "Cargando",
  close: "Cerrar",
  cancel: "Cancelar",
  apply: "Aplicar",
  undo: "Deshacer",
  tryAgain: "Reintentar",
  optional: "opcional",
  clear: "Borrar",
  notices: "Avisos",
  urgentNotices: "Avisos urgentes",
  notANumber: "Esto no es un número.",
  atLeast: (least) => `Como mínimo, ${least}.`,
  atMost: (most) => `Como máximo, ${most}.`,
  inZone: (zone) => `Según la hora de ${zone}.`,

  rows: (shown, more) =>
    more
      ? `${wholeText(shown)} filas hasta ahora`
      : `${wholeText(shown)} ${shown === 1 ? "fila" : "filas"}`,
  moreRows: "Ver más",
  loadFailed: "No se pudo cargar",
  nothingHere: "Aún no hay nada",

  choose: "Elegir",
  searching: "Buscando…",
  noMatch: "Sin coincidencias",
  matches: (count) => (count === 1 ? "1 coincidencia" : `${wholeText(count)} coincidencias`),
  searchFailed: "La búsqueda no llegó al servidor",

  period: "Periodo",
  from: "Desde",
  to: "Hasta",
  presets: {
    today: "Hoy",
    yesterday: "Ayer",
    last7: "Últimos 7 días",
    last30: "Últimos 30 días",
    thisMonth: "Este mes",
    lastMonth: "El mes pasado",
    thisQuarter: "Este trimestre",
    thisYear: "Este año",
    custom: "Otro",
  },
  endBeforeStart: "El final es anterior al inicio.",

  copy: (label) => `Copiar: ${label}`,
  copied: "Copiado",
  marked: "Marcado: pulse Ctrl-C",

  chartTable: "Ver como tabla",
  chartDrawing: "Ver como gráfico",
  chartTime: "Hora",

  staleSince: (ago) => `Última actualización: ${ago}`,
};
