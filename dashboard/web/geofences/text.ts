import { catalogue } from "../i18n/catalogue.ts";

/** What the page of the geofences says, which it calls zones as alerts do. */
export const geofenceText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
