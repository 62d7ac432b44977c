import { catalogue } from "../../i18n/catalogue.ts";

/** What the live page says besides its cars. */
export const liveText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
