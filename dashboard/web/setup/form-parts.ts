import { html, type TemplateResult } from "lit";
import { formProblem } from "../forms/form-problem.ts";
import type { FormSending } from "../forms/form-sending.ts";
import { setupText } from "./text.ts";

/** What the server said about the form as a whole, and the button that sends it. */
export const formEnd = (sending: FormSending, submit: string = setupText().next): TemplateResult =>
  html`${formProblem(sending, `${setupText().notSent}: `)}
    <div class="actions">
      <button class="button primary" ?disabled=${sending.isBusy}>
        ${sending.isBusy ? setupText().saving : submit}
      </button>
    </div>`;
