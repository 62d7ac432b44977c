import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../page/icons.ts";
import type { FormSending } from "./form-sending.ts";
import { setupText } from "./text.ts";

/** What the server said about the form as a whole, and the button that sends it. */
export const formEnd = (
  { problem, isBusy }: FormSending,
  submit: string = setupText().next,
): TemplateResult =>
  html`<p class="problem" role="alert">
      ${problem ? html`${icon("warning")}<span>${setupText().notSent}: ${problem}</span>` : nothing}
    </p>
    <div class="actions">
      <button class="button primary" ?disabled=${isBusy}>
        ${isBusy ? setupText().saving : submit}
      </button>
    </div>`;
