import { catalogue } from "../../i18n/catalogue.ts";

/** What the page that asks for a password says. */
export const signInText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
