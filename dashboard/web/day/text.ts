import { catalogue } from "../i18n/catalogue.ts";

/** What is said of a car's day. */
export const storyText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
