import { html } from "lit";
import type { PageRoute } from "../../routing/page-route.ts";
import { setupText } from "../../setup/text.ts";

/** A new server's first steps. */
export const setupRoute: PageRoute = {
  name: "setup",
  paths: ["/setup"],
  icon: "setup",
  permission: "branches:edit",
  isUnlisted: true,
  load: () => import("./setup-page.ts"),
  words: [setupText],
  render: () => html`<setup-page></setup-page>`,
};
