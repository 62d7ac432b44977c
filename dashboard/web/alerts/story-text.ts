import { catalogue } from "../i18n/catalogue.ts";

/** What an alert is explained with on its page. */
export const storyText = catalogue({
  en: () => import("./story-text/en.ts"),
  sv: () => import("./story-text/sv.ts"),
  de: () => import("./story-text/de.ts"),
  es: () => import("./story-text/es.ts"),
});
