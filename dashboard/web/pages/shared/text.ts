import { catalogue } from "../../i18n/catalogue.ts";

/** What the page of a shared link says. */
export const sharedText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
