import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../page/icons.ts";
import type { FormSending } from "./form-sending.ts";

/** What the server said about a form as a whole, read out when it comes; for `formStyles`. */
export const formProblem = ({ problem }: FormSending, lead = ""): TemplateResult =>
  html`<p class="problem" role="alert">
    ${problem ? html`${icon("warning")}<span>${lead}${problem}</span>` : nothing}
  </p>`;
