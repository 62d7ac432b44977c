import { wholeText } from "../../i18n/figures.ts";
import type { KitText } from "./en.ts";

export const text: KitText = {
  loading: "Hämtar",
  close: "Stäng",
  cancel: "Avbryt",
  apply: "Använd",
  undo: "Ångra",
  tryAgain: "Försök igen",
  optional: "valfritt",
  clear: "Rensa",
  notices: "Meddelanden",
  urgentNotices: "Brådskande meddelanden",
  notANumber: "Det här är inget tal.",
  atLeast: (least) => `Minst ${least}.`,
  atMost: (most) => `Högst ${most}.`,
  inZone: (zone) => `Enligt tiden i ${zone}.`,

  rows: (shown, more) =>
    more
      ? `${wholeText(shown)} rader hittills`
      : `${wholeText(shown)} ${shown === 1 ? "rad" : "rader"}`,
  moreRows: "Visa fler",
  loadFailed: "Det gick inte att hämta",
  nothingHere: "Inget här än",

  choose: "Välj",
  searching: "Söker…",
  noMatch: "Inga träffar",
  matches: (count) => (count === 1 ? "1 träff" : `${wholeText(count)} träffar`),
  searchFailed: "Sökningen kom inte fram",

  period: "Period",
  from: "Från",
  to: "Till",
  presets: {
    today: "I dag",
    yesterday: "I går",
    last7: "Senaste 7 dagarna",
    last30: "Senaste 30 dagarna",
    thisMonth: "Denna månad",
    lastMonth: "Förra månaden",
    thisQuarter: "Detta kvartal",
    thisYear: "Detta år",
    custom: "Annan",
  },
  endBeforeStart: "Slutet ligger före början.",

  copy: (label) => `Kopiera: ${label}`,
  copied: "Kopierat",
  marked: "Markerat: tryck Ctrl-C",

  chartTable: "Visa som tabell",
  chartDrawing: "Visa som diagram",
  chartTime: "Tid",

  staleSince: (ago) => `Uppdaterades senast ${ago}`,
};
