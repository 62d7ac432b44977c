import { html } from "lit";
import { alertText } from "../../alerts/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";
import { todayText } from "../../today/text.ts";

/** The day at a glance, for who runs the business from a phone. */
export const todayRoute: PageRoute = {
  name: "today",
  paths: ["/today"],
  icon: "today",
  permission: "today:view",
  load: () => import("./today-page.ts"),
  words: [todayText, alertText],
  render: () => html`<today-page></today-page>`,
};
