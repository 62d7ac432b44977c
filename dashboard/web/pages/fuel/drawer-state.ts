import { html, nothing, type TemplateResult } from "lit";
import "../../kit/list-skeleton.ts";
import "../../kit/state-message.ts";
import { kitText } from "../../kit/text.ts";
import type { ChosenState } from "../../session/chosen-loading.ts";

type Said = {
  readonly missing: string;
  readonly missingHint?: string;
  readonly onRetry: () => void;
};

/** What stands in a drawer while what is open is not there. */
export const drawerState = (
  state: ChosenState,
  { missing, missingHint = "", onRetry }: Said,
): TemplateResult | typeof nothing => {
  const t = kitText();
  if (state === "loading") {
    // the head is as high as it will be
    return html`<span slot="subheading" class="about">&nbsp;</span>
      <list-skeleton rows="5"></list-skeleton>`;
  }
  if (state === "missing") {
    return html`<state-message icon="fuel" heading=${missing}>${missingHint}</state-message>`;
  }
  if (state !== "failed") return nothing;
  return html`<state-message
    bad
    icon="lost"
    heading=${t.loadFailed}
    action=${t.tryAgain}
    @act=${onRetry}
  ></state-message>`;
};
