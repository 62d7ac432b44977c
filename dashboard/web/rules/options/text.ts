import { catalogue } from "../../i18n/catalogue.ts";

/** Name and meaning of each option of a rule. */
export const optionText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
