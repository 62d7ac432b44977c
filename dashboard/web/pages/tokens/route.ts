import { html } from "lit";
import type { PageRoute } from "../../routing/page-route.ts";
import { settingsText } from "../../settings/text.ts";

/** By which programs act for people. */
export const tokensRoute: PageRoute = {
  name: "tokens",
  paths: ["/settings/tokens"],
  icon: "ignition",
  permission: "tokens:edit",
  isUnlisted: true,
  within: "settings",
  load: () => import("./tokens-page.ts"),
  words: [settingsText],
  render: () => html`<tokens-page></tokens-page>`,
};
