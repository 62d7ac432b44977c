import { catalogue } from "../../i18n/catalogue.ts";

/** What the page of the audit log says. */
export const auditText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
