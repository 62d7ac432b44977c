import { html } from "lit";
import { alertText } from "../../alerts/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";
import { optionText } from "../../rules/options/text.ts";
import { rulesText } from "../../rules/text.ts";

/** Everything that is detected and how it is set; `?group=` and `?vehicle=` say for whom. */
export const rulesRoute: PageRoute = {
  name: "rules",
  paths: ["/rules", "/rules/:type"],
  icon: "rules",
  permission: "rules:view",
  load: () => import("./rules-page.ts"),
  words: [rulesText, optionText, alertText],
  render: ({ type }) => html`<rules-page .typeName=${type}></rules-page>`,
};
