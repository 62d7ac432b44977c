import { catalogue } from "../i18n/catalogue.ts";

/** What the drawer of one car says besides its figures and its day. */
export const drawerText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
