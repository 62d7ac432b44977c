import { catalogue } from "../i18n/catalogue.ts";

/** What is said of use, fuel and driving over a period. */
export const analyticsText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
