import { html } from "lit";
import type { PageRoute } from "../../routing/page-route.ts";
import { alertText } from "../../alerts/text.ts";
import { commandText } from "../../commands/text.ts";
import { storyText } from "../../day/text.ts";
import { drawerText } from "../../drawer/text.ts";
import { liveText } from "./text.ts";

/** The live map. */
export const liveRoute: PageRoute = {
  name: "live",
  paths: ["/"],
  icon: "map",
  permission: "fleet:view",
  load: () => import("./live-page.ts"),
  words: [liveText, commandText, alertText, storyText, drawerText],
  render: () => html`<live-page></live-page>`,
};
