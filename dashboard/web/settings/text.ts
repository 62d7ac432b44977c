import { catalogue } from "../i18n/catalogue.ts";

/** What the pages of users, API tokens and the own account say. */
export const settingsText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
