import { catalogue } from "../i18n/catalogue.ts";

/** What is said of notifications: where they are switched on, and in themselves. */
export const pushText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
