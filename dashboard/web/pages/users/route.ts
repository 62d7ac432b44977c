import { html } from "lit";
import type { PageRoute } from "../../routing/page-route.ts";
import { settingsText } from "../../settings/text.ts";

/** Who has an account; the first of the settings. */
export const usersRoute: PageRoute = {
  name: "settings",
  paths: ["/settings/users", "/settings"],
  icon: "setup",
  permission: "users:view",
  load: () => import("./users-page.ts"),
  words: [settingsText],
  render: () => html`<users-page></users-page>`,
};
