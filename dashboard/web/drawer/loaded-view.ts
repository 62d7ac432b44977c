import { html, type TemplateResult } from "lit";
import { fleetText } from "../fleet/text.ts";
import "../kit/list-skeleton.ts";
import "../kit/stale-note.ts";
import "../kit/state-message.ts";
import type { Loaded } from "./repeated-loading.ts";
import { drawerText } from "./text.ts";

/** What has been read, or why there is nothing; a note above what could not be read again. */
export const loadedView = <Answer>(
  loaded: Loaded<Answer>,
  retry: () => void,
  show: (answer: Answer) => TemplateResult,
): TemplateResult => {
  if (loaded.kind === "loading") return html`<list-skeleton rows="3"></list-skeleton>`;
  if (loaded.kind === "failed") {
    return html`<state-message
      bad
      icon="warning"
      heading=${drawerText().failed}
      action=${fleetText().tryAgain}
      @act=${retry}
    ></state-message>`;
  }
  const { answer, asOfMs, isStale } = loaded;
  if (!isStale) return show(answer);
  return html`<stale-note .sinceMs=${asOfMs} @act=${retry}></stale-note>${show(answer)}`;
};
