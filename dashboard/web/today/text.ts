import { catalogue } from "../i18n/catalogue.ts";

/** The words of the day at a glance. */
export const todayText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
