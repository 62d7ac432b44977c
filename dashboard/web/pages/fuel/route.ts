import { html } from "lit";
import { storyText } from "../../alerts/story-text.ts";
import type { PageRoute } from "../../routing/page-route.ts";
import { fuelText } from "./text.ts";

/** Refuels that wait for their receipt, and what was bought; `?refuel=` and `?record=` open one. */
export const fuelRoute: PageRoute = {
  name: "fuel",
  paths: ["/fuel"],
  icon: "fuel",
  permission: "fuel:view",
  load: () => import("./fuel-page.ts"),
  words: [fuelText, storyText],
  render: () => html`<fuel-page></fuel-page>`,
};
