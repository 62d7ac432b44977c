import { catalogue } from "../../i18n/catalogue.ts";

/** What the replay page says. */
export const replayText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
