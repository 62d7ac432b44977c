import { catalogue } from "../i18n/catalogue.ts";

/** What is said where somebody shares a car or a route. */
export const shareText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
