import { catalogue } from "../i18n/catalogue.ts";

/** What the kit's elements say by themselves. */
export const kitText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
