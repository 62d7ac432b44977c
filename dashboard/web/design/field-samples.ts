import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../kit/check-field.ts";
import "../kit/combo-box.ts";
import type { FindChoices } from "../kit/combo-box.ts";
import { controls } from "../kit/controls.ts";
import "../kit/copy-field.ts";
import "../kit/date-range.ts";
import "../kit/moment-field.ts";
import "../kit/number-field.ts";
import "../kit/select-field.ts";
import type { Choice } from "../kit/select-field.ts";
import "../kit/text-field.ts";
import { sampleCard, sampleStyles } from "./sample-styles.ts";

const BRANCHES: readonly Choice[] = [
  { value: "got", label: "Göteborg City" },
  { value: "lvt", label: "Landvetter" },
  { value: "ham", label: "Hamburg Altona" },
];
const DRIVERS: readonly Choice[] = [
  { value: "d1", label: "Åsa Lindqvist", detail: "S-1001" },
  { value: "d2", label: "Jonas Weber", detail: "S-1002" },
  { value: "d3", label: "María Ortega", detail: "S-1003" },
  { value: "d4", label: "Linnéa Holm", detail: "S-1004" },
];
const MOMENT = Date.parse("2026-03-29T12:30:00Z");

/** Answers after a moment, as a server does. */
const findDriver: FindChoices = async (typed) => {
  await new Promise((resolve) => setTimeout(resolve, 60));
  return DRIVERS.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
};
const findNobody: FindChoices = async () => {
  throw new Error("the search is meant to fail");
};

/** What is filled in: fields of each kind, plain, with an error, and disabled. */
@customElement("field-samples")
export class FieldSamples extends LitElement {
  static override styles = [controls, sampleStyles];

  @state() private driver: Choice | undefined;
  @state() private litres: number | null = 38.5;

  #texts() {
    return html`<text-field
        label="Name of the fence"
        hint="People see it in alerts."
        value="Airport car park"
      ></text-field>
      <text-field
        label="Licence plate"
        error="ABC 123 is taken by another car. Choose another plate."
        value="ABC 123"
      ></text-field>
      <text-field
        label="Owner’s e-mail"
        type="email"
        disabled
        value="owner@example.com"
      ></text-field>
      <text-field label="Note" optional multiline placeholder="What happened?"></text-field>
      <number-field
        id="litres"
        label="Fuel at hand-over"
        unit="l"
        min="0"
        max="80"
        .value=${this.litres}
        @value-change=${(event: CustomEvent<number | null>) => (this.litres = event.detail)}
      ></number-field>
      <number-field label="Radius" unit="m" min="25" .value=${250} disabled></number-field>`;
  }

  #choices() {
    return html`<select-field label="Branch" .choices=${BRANCHES} value="lvt"></select-field>
      <select-field
        label="Collected by"
        .choices=${BRANCHES}
        error="Choose who took the payment."
      ></select-field>
      <combo-box
        id="driver"
        label="Driver"
        hint="Type a part of the name."
        placeholder="Search drivers"
        optional
        .find=${findDriver}
        .value=${this.driver}
        @value-change=${(event: CustomEvent<Choice | undefined>) => (this.driver = event.detail)}
      ></combo-box>
      <combo-box label="Customer" placeholder="Its search fails" .find=${findNobody}></combo-box>
      <check-field label="Tell me of every route" checked></check-field>
      <check-field
        label="The car stood undamaged"
        error="Confirm this, or report the damage."
      ></check-field>
      <check-field as-switch label="Sound for critical alerts" checked></check-field>
      <check-field as-switch label="Desktop notifications" disabled></check-field>`;
  }

  #copies() {
    return html`<copy-field label="Server" value="mqtts://fleet.example:8883"></copy-field>
      <copy-field
        label="Command"
        lines="2"
        value="mosquitto_pub -h fleet.example -p 8883 -t 'rl/v1/tracker/up' -m '{}'"
      ></copy-field>`;
  }

  #times() {
    return html`<moment-field
        id="due"
        label="Due back"
        zone="Europe/Stockholm"
        .value=${MOMENT}
      ></moment-field>
      <moment-field label="Valid from" only-date zone="Asia/Tokyo" .value=${MOMENT}></moment-field>
      <moment-field label="Snooze until" error="Choose a time to come."></moment-field>
      <div><date-range id="period" zone="Europe/Stockholm"></date-range></div>`;
  }

  protected override render() {
    return sampleCard(
      "Fields",
      html`<form class="grid" @submit=${(event: Event) => event.preventDefault()}>
        ${this.#texts()} ${this.#choices()} ${this.#times()} ${this.#copies()}
      </form>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "field-samples": FieldSamples;
  }
}
