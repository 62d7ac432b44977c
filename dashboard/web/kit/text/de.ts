import { wholeText } from "../../i18n/figures.ts";
import type { KitText } from "./en.ts";

export const text: KitText = {
  loading: "Wird geladen",
  close: "Schließen",
  cancel: "Abbrechen",
  apply: "Übernehmen",
  undo: "Rückgängig",
  tryAgain: "Erneut versuchen",
  optional: "optional",
  clear: "Leeren",
  notices: "Meldungen",
  urgentNotices: "Dringende Hinweise",
  notANumber: "Das ist keine Zahl.",
  atLeast: (least) => `Mindestens ${least}.`,
  atMost: (most) => `Höchstens ${most}.`,
  inZone: (zone) => `Nach der Uhrzeit in ${zone}.`,

  rows: (shown, more) =>
    more
      ? `bisher ${wholeText(shown)} Zeilen`
      : `${wholeText(shown)} ${shown === 1 ? "Zeile" : "Zeilen"}`,
  moreRows: "Mehr anzeigen",
  loadFailed: "Das konnte nicht geladen werden",
  nothingHere: "Noch nichts vorhanden",

  choose: "Auswählen",
  searching: "Suche läuft…",
  noMatch: "Keine Treffer",
  matches: (count) => `${wholeText(count)} Treffer`,
  searchFailed: "Die Suche kam nicht durch",

  period: "Zeitraum",
  from: "Von",
  to: "Bis",
  presets: {
    today: "Heute",
    yesterday: "Gestern",
    last7: "Letzte 7 Tage",
    last30: "Letzte 30 Tage",
    thisMonth: "Dieser Monat",
    lastMonth: "Letzter Monat",
    thisQuarter: "Dieses Quartal",
    thisYear: "Dieses Jahr",
    custom: "Anderer",
  },
  endBeforeStart: "Das Ende liegt vor dem Anfang.",

  copy: (label) => `Kopieren: ${label}`,
  copied: "Kopiert",
  marked: "Markiert: Strg-C drücken",

  chartTable: "Als Tabelle zeigen",
  chartDrawing: "Als Diagramm zeigen",
  chartTime: "Zeit",

  staleSince: (ago) => `Zuletzt aktualisiert ${ago}`,
};
