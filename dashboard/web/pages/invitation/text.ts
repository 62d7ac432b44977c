import { catalogue } from "../../i18n/catalogue.ts";

/** What the page says that a link of an invitation leads to. */
export const invitationText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
