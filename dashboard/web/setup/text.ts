import { catalogue } from "../i18n/catalogue.ts";

/** What the set-up of a server says, and the page that adds a device. */
export const setupText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
