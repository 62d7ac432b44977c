import { html } from "lit";
import type { PageRoute } from "../../routing/page-route.ts";
import { setupText } from "../../setup/text.ts";

/** A new device in a car, or one that was registered and is to be connected. */
export const deviceRoute: PageRoute = {
  name: "device",
  paths: ["/devices/new", "/devices/:id/connect"],
  icon: "satellite",
  permission: "devices:edit",
  isUnlisted: true,
  load: () => import("./device-page.ts"),
  words: [setupText],
  render: ({ id }) => html`<device-page .deviceId=${id}></device-page>`,
};
