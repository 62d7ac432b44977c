import { html } from "lit";
import type { PageRoute } from "../../routing/page-route.ts";
import { commandText } from "../../commands/text.ts";
import { liveText } from "./text.ts";

/** The live map. */
export const liveRoute: PageRoute = {
  name: "live",
  paths: ["/"],
  icon: "map",
  permission: "fleet:view",
  load: () => import("./live-page.ts"),
  words: [liveText, commandText],
  render: () => html`<live-page></live-page>`,
};
