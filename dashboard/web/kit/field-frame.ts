import { css, html, nothing, type TemplateResult } from "lit";
import { icon } from "../page/icons.ts";
import { kitText } from "./text.ts";

/** What stands around a field's control. */
export type FieldFrame = {
  readonly label: string;
  readonly hint: string;
  /** What is wrong and how to put it right; empty while nothing is. */
  readonly error: string;
  /** Marked as one that may be left empty. */
  readonly optional: boolean;
};

/** Ids of what describes the control, for its `aria-describedby`. */
export const describedBy = ({ hint, error }: Pick<FieldFrame, "hint" | "error">): string =>
  [error ? "error" : "", hint ? "hint" : ""].filter(Boolean).join(" ");

/** Label above, hint and error below a control with the id `control`. */
export const fieldFrame = (frame: FieldFrame, control: TemplateResult): TemplateResult => {
  const { label, hint, error, optional } = frame;
  return html`<label for="control"
      >${label}${
        optional ? html`<span class="optional">${kitText().optional}</span>` : nothing
      }</label
    >
    ${control} ${fieldNotes({ hint, error })}`;
};

/** Hint and error alone, for controls whose label stands beside them. */
export const fieldNotes = ({ hint, error }: Pick<FieldFrame, "hint" | "error">): TemplateResult =>
  html`<p class="error" id="error" aria-live="polite">
      ${error ? html`${icon("warning")}<span>${error}</span>` : nothing}
    </p>
    ${hint ? html`<p class="hint" id="hint">${hint}</p>` : nothing}`;

/** Looks of the frame. */
export const fieldStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  label {
    display: flex;
    align-items: baseline;
    gap: 6px;
    margin: 0 0 6px;
    color: var(--text);
    font-size: var(--size-s);
    font-weight: 550;
    line-height: 16px;
  }
  /* in a table of fields whose columns have their names above */
  :host([label-hidden]) label {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .optional {
    color: var(--text-faint);
    font-weight: 450;
  }
  .hint,
  .error {
    margin: 6px 0 0;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  .error {
    display: flex;
    gap: 6px;
    color: var(--danger);
  }
  .error:empty,
  .error:not(:has(*)) {
    display: none;
  }
  .error .icon {
    margin-top: 2px;
    font-size: 13px;
  }
  .field {
    height: var(--control);
  }
  .field[aria-invalid="true"] {
    border-color: var(--danger);
  }
  .field[aria-invalid="true"]:focus {
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--danger) 22%, transparent);
  }
  .field:disabled {
    background: var(--surface-sunken);
    color: var(--text-faint);
    cursor: default;
  }
`;
