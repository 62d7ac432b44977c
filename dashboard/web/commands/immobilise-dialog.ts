import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isolated } from "../i18n/isolated.ts";
import { CONFIRM_WITHIN_S, IMMOBILISE_WITHIN_S } from "../../../contracts/command-life.ts";
import { FRESH_FIX_S, STANDSTILL_S } from "../../../contracts/standstill.ts";
import { controls } from "../kit/controls.ts";
import "../kit/modal-dialog.ts";
import { kitText } from "../kit/text.ts";
import "../kit/text-field.ts";
import { icon } from "../page/icons.ts";
import { FormSending } from "../forms/form-sending.ts";
import { commandText } from "./text.ts";
import { askFor } from "./vehicle-commands.ts";

/** What the server names when a car is not known to stand. */
const CONDITION_FIELDS = ["position", "speedKmh", "ignition"];

/**
 * Asks whether a car is to be kept from starting, and why, beside the conditions the server holds it
 * to; those that do not hold are named. Fires `asked` with the command, or `close`.
 */
@customElement("immobilise-dialog")
export class ImmobiliseDialog extends LitElement {
  static override styles = [
    controls,
    css`
      p {
        margin: 0 0 10px;
      }
      ul {
        margin: 0 0 14px;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 8px;
        padding: 3px 0;
        line-height: 1.4;
      }
      .icon {
        margin-top: 2px;
        color: var(--text-faint);
        font-size: 15px;
      }
      .broken,
      .broken .icon,
      .problem {
        color: var(--danger);
      }
    `,
  ];

  @property() vehicleId = "";
  @property() licensePlate = "";
  @property({ type: Boolean }) open = false;
  @state() private reason = "";
  readonly #sending = new FormSending(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("open") && this.open) this.reason = "";
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent("close"));
  }

  async #send(): Promise<void> {
    const { reason, vehicleId } = this;
    const faults: Record<string, string> =
      reason.trim() === "" ? { reason: commandText().reasonMissing } : {};
    const wish = { name: "immobilise", reason };
    const asked = await this.#sending.submit(faults, () => askFor(vehicleId, wish));
    if (asked) this.dispatchEvent(new CustomEvent("asked", { detail: asked }));
  }

  /** A condition, and by the server's word what it lacks. */
  #condition(words: string, field?: string) {
    const fault = field === undefined ? undefined : this.#sending.faults[field];
    return html`<li class=${fault === undefined ? "" : "broken"}>
      ${icon(fault === undefined ? "minus" : "close")}
      <span>${words}${fault === undefined ? nothing : html` · ${fault}`}</span>
    </li>`;
  }

  #conditions() {
    const { conditions } = commandText();
    return html`<ul>
      ${this.#condition(conditions.position(FRESH_FIX_S), "position")}
      ${this.#condition(conditions.speedKmh(STANDSTILL_S), "speedKmh")}
      ${this.#condition(conditions.ignition, "ignition")}
      ${this.#condition(conditions.second(CONFIRM_WITHIN_S / 60))}
      ${this.#condition(conditions.sentOnce(IMMOBILISE_WITHIN_S))}
    </ul>`;
  }

  protected override render() {
    const t = commandText();
    const { faults, problem, isBusy } = this.#sending;
    const isExplained = CONDITION_FIELDS.some((field) => field in faults);
    return html`<modal-dialog
      heading=${t.immobiliseHeading(isolated(this.licensePlate))}
      ?open=${this.open}
      keeps-open
      @close=${() => this.#close()}
    >
      <p>${t.immobiliseLead}</p>
      ${this.#conditions()}
      <text-field
        data-field="reason"
        label=${t.reason}
        hint=${t.reasonHint}
        error=${faults["reason"] ?? ""}
        .maxLength=${500}
        .value=${this.reason}
        @value-change=${({ detail }: CustomEvent<string>) => (this.reason = detail)}
      ></text-field>
      ${problem && !isExplained ? html`<p class="problem" role="alert">${t.notDone}: ${problem}</p>` : nothing}
      <button slot="actions" class="button" @click=${() => this.#close()}>
        ${kitText().cancel}
      </button>
      <button
        slot="actions"
        class="button danger"
        ?disabled=${isBusy}
        @click=${() => void this.#send()}
      >
        ${t.askSecond}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "immobilise-dialog": ImmobiliseDialog;
  }
}
