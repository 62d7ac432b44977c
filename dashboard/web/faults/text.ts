import { catalogue } from "../i18n/catalogue.ts";

/** What the server objects to, by the code of the fault: fetched once there is something to say. */
export const faultText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
