import { html, type TemplateResult } from "lit";
import "../../kit/list-skeleton.ts";
import "../../kit/state-message.ts";
import { todayText } from "../../today/text.ts";
import type { TodayBoard } from "../../today/today-board.ts";

/** What stands in the place of a day that has not been loaded. */
export const dayNotice = (board: TodayBoard): TemplateResult => {
  const t = todayText();
  if (board.load === "loading") return html`<list-skeleton></list-skeleton>`;
  return html`<state-message
    bad
    icon="lost"
    heading=${t.failed}
    action=${t.tryAgain}
    @act=${() => board.reload()}
  ></state-message>`;
};
