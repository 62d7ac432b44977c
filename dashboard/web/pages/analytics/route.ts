import { html } from "lit";
import { alertText } from "../../alerts/text.ts";
import { analyticsText } from "../../analytics/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";

/** Use, fuel and driving of a period, by car or driver; all that is chosen stands in the query. */
export const analyticsRoute: PageRoute = {
  name: "analytics",
  paths: ["/analytics"],
  icon: "analytics",
  permission: "analytics:view",
  load: () => import("./analytics-page.ts"),
  words: [analyticsText, alertText],
  render: () => html`<analytics-page></analytics-page>`,
};
