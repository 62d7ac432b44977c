import { catalogue } from "../../i18n/catalogue.ts";

/** What the page of refuels and receipts says. */
export const fuelText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});
