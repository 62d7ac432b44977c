import { catalogue } from "../../i18n/catalogue.ts";

/** What the page says that takes files of cars and drivers. */
export const importText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
