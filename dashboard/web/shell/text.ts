import { catalogue } from "../i18n/catalogue.ts";

/** What is said around the pages: navigation, account, connection. */
export const shellText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
