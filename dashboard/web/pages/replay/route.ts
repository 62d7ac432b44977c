import { html } from "lit";
import { alertText } from "../../alerts/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";
import { replayText } from "./text.ts";

/** A car's past, watched like a film; without a car in the address one is chosen first. */
export const replayRoute: PageRoute = {
  name: "replay",
  paths: ["/replay", "/replay/:vehicleId"],
  icon: "replay",
  permission: "tracks:view",
  load: () => import("./replay-page.ts"),
  words: [replayText, alertText],
  render: ({ vehicleId }) => html`<replay-page .vehicleId=${vehicleId}></replay-page>`,
};
