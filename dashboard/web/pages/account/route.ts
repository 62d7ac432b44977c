import { html } from "lit";
import type { PageRoute } from "../../routing/page-route.ts";
import { settingsText } from "../../settings/text.ts";

/** What everybody settles for themselves. */
export const accountRoute: PageRoute = {
  name: "account",
  paths: ["/settings/account"],
  icon: "user",
  isUnlisted: true,
  within: "settings",
  load: () => import("./account-page.ts"),
  words: [settingsText],
  render: () => html`<account-page></account-page>`,
};
