import { wholeText } from "../../i18n/figures.ts";
import type { GoToText } from "./en.ts";

export const text: GoToText = {
  title: "Gehe zu",
  placeholder: "Kennzeichen, Fahrer, Kunde, Buchung oder Seite",
  kinds: { car: "Fahrzeuge", alert: "Offene Alarme", page: "Seiten" },
  none: "Nichts heißt so",
  found: (count) => (count === 1 ? "1 Treffer" : `${wholeText(count)} Treffer`),
  keys: { choose: "wählen", open: "öffnen", close: "schließen" },
};
