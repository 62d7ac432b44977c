import { catalogue } from "../i18n/catalogue.ts";

/** What is said of alerts, on their page and wherever one is told of. */
export const alertText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
