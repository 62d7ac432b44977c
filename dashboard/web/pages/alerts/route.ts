import { html } from "lit";
import { storyText } from "../../alerts/story-text.ts";
import { alertText } from "../../alerts/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";

/** The alert inbox, with one alert open beside it where the address names one. */
export const alertsRoute: PageRoute = {
  name: "alerts",
  paths: ["/alerts", "/alerts/:id"],
  icon: "alerts",
  permission: "alerts:view",
  load: () => import("./alerts-page.ts"),
  words: [alertText, storyText],
  render: ({ id }) => html`<alerts-page .alertId=${id}></alerts-page>`,
};
