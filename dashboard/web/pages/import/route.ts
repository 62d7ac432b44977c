import { html } from "lit";
import { faultText } from "../../faults/text.ts";
import type { PageRoute } from "../../routing/page-route.ts";
import { thingsOf } from "./things.ts";
import { importText } from "./text.ts";

/** Cars or drivers by the file. */
export const importRoute: PageRoute = {
  name: "import",
  paths: ["/import/vehicles", "/import/:things"],
  icon: "table",
  permission: "fleet:edit",
  isUnlisted: true,
  load: () => import("./import-page.ts"),
  words: [importText, faultText],
  render: ({ things }) => html`<import-page .things=${thingsOf(things)}></import-page>`,
};
