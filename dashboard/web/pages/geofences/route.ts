import { html } from "lit";
import { alertText } from "../../alerts/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";
import { geofenceText } from "../../geofences/text.ts";

/** The fences on their map, with one open beside the list, or a new one being drawn. */
export const geofencesRoute: PageRoute = {
  name: "geofences",
  paths: ["/geofences", "/geofences/:id"],
  icon: "zone",
  permission: "geofences:view",
  load: () => import("./geofences-page.ts"),
  words: [geofenceText, alertText],
  render: ({ id }) => html`<geofences-page .fenceId=${id}></geofences-page>`,
};
