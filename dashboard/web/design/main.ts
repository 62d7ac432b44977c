// Every token and every element of the kit on one page, in each state: for who builds with them, and
// for the browser tests. Served at /design by `npm run dev`; no part of the product's own build.
import "../page/page.css";
import { fleetText } from "../fleet/text.ts";
import { switchLocale } from "../i18n/catalogue.ts";
import { readPreferredLocale } from "../i18n/language.ts";
import { kitText } from "../kit/text.ts";
import { applyStoredTheme } from "../page/theme.ts";
import { shellText } from "../shell/text.ts";

applyStoredTheme();
await switchLocale(readPreferredLocale());
await Promise.all([shellText.load(), kitText.load(), fleetText.load()]);
await import("./design-page.ts");
