import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { hereZone } from "../i18n/dates.ts";
import { locale } from "../i18n/language.ts";
import "../kit/combo-box.ts";
import { controls } from "../kit/controls.ts";
import type { Choice } from "../kit/select-field.ts";
import "../kit/text-field.ts";
import { formEnd } from "./form-parts.ts";
import { FormSending, missingIn } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { addBranch } from "./setup-api.ts";
import { setupText } from "./text.ts";

/** Choices shown at most: more are found by typing on. */
const MOST_CHOICES = 60;

const among = (choices: readonly Choice[], typed: string): readonly Choice[] => {
  const wanted = typed.trim().toLowerCase();
  const holds = ({ value, label }: Choice) =>
    `${value} ${label}`.toLowerCase().replaceAll("_", " ").includes(wanted.replaceAll("_", " "));
  return choices.filter(holds).slice(0, MOST_CHOICES);
};

const zoneChoice = (zone: string): Choice => ({ value: zone, label: zone.replaceAll("_", " ") });

const zoneChoices = (): readonly Choice[] =>
  Intl.supportedValuesOf("timeZone").map((zone) => zoneChoice(zone));

const currencyChoices = (): readonly Choice[] => {
  const names = new Intl.DisplayNames(locale().tag, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }));
};

const FIRST_CURRENCY = "EUR";

/** Asks for a branch. Fires `created` once it is saved. */
@customElement("branch-form")
export class BranchForm extends LitElement {
  static override styles = [controls, formStyles];

  @state() private name = "";
  @state() private zone: Choice | undefined = zoneChoice(hereZone());
  @state() private currency = currencyChoices().find(({ value }) => value === FIRST_CURRENCY);
  readonly #sending = new FormSending(this);

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const branch = {
      name: this.name.trim(),
      timeZone: this.zone?.value ?? "",
      currency: this.currency?.value ?? "",
    };
    const faults = missingIn(branch, setupText().missing);
    const created = await this.#sending.submit(faults, () => addBranch(branch));
    if (created) this.dispatchEvent(new CustomEvent("created"));
  };

  #name() {
    const t = setupText().branch;
    return html`<text-field
      data-field="name"
      label=${t.name}
      hint=${t.nameHint}
      maxLength="100"
      autocomplete="off"
      error=${this.#sending.faults["name"] ?? ""}
      .value=${this.name}
      @value-change=${({ detail }: CustomEvent<string>) => (this.name = detail)}
    ></text-field>`;
  }

  #zone() {
    return html`<combo-box
      data-field="timeZone"
      label=${setupText().branch.timeZone}
      error=${this.#sending.faults["timeZone"] ?? ""}
      .value=${this.zone}
      .find=${async (typed: string) => among(zoneChoices(), typed)}
      @value-change=${({ detail }: CustomEvent<Choice>) => (this.zone = detail)}
    ></combo-box>`;
  }

  #currency() {
    return html`<combo-box
      data-field="currency"
      label=${setupText().branch.currency}
      error=${this.#sending.faults["currency"] ?? ""}
      .value=${this.currency}
      .find=${async (typed: string) => among(currencyChoices(), typed)}
      @value-change=${({ detail }: CustomEvent<Choice>) => (this.currency = detail)}
    ></combo-box>`;
  }

  protected override render() {
    const t = setupText().branch;
    return html`<h2 tabindex="-1">${t.heading}</h2>
      <p class="lead">${t.lead}</p>
      <form novalidate @submit=${this.#submit}>
        ${this.#name()}
        <div class="pair">${this.#zone()} ${this.#currency()}</div>
        ${formEnd(this.#sending)}
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "branch-form": BranchForm;
  }
}
