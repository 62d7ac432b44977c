import { catalogue } from "../i18n/catalogue.ts";

/** What the search for a place to go to says. */
export const goToText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
