import { html } from "lit";
import { alertText } from "../../alerts/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";
import { auditText } from "./text.ts";

/** Who changed what; filters and the entry that is looked at stand in the query. */
export const auditRoute: PageRoute = {
  name: "audit",
  paths: ["/audit"],
  icon: "audit",
  permission: "audit:view",
  load: () => import("./audit-page.ts"),
  words: [auditText, alertText],
  render: () => html`<audit-page></audit-page>`,
};
