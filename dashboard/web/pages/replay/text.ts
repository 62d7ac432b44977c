import { fleetText } from "../../fleet/text.ts";
import { catalogue } from "../../i18n/catalogue.ts";
import type { Doing } from "../../replay/playhead.ts";

/** What the replay page says. */
export const replayText = catalogue({
  en: () => import("./text/en.ts"),
  sv: () => import("./text/sv.ts"),
  de: () => import("./text/de.ts"),
  es: () => import("./text/es.ts"),
});

/** What a car does, as the live page calls it. */
export const doingText = (doing: Doing): string =>
  doing === "silent" ? replayText().silent : fleetText().status[doing];
