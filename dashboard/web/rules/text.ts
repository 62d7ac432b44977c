import { catalogue } from "../i18n/catalogue.ts";

/** What the page of the rules says. */
export const rulesText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
