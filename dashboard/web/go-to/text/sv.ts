import { wholeText } from "../../i18n/figures.ts";
import type { GoToText } from "./en.ts";

export const text: GoToText = {
  title: "Gå till",
  placeholder: "Regnummer, förare, kund, bokning eller sida",
  kinds: { car: "Bilar", alert: "Öppna larm", page: "Sidor" },
  none: "Ingenting heter så",
  found: (count) => (count === 1 ? "1 träff" : `${wholeText(count)} träffar`),
  keys: { choose: "välj", open: "öppna", close: "stäng" },
};
