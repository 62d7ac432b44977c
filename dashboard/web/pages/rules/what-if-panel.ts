import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import type { VehicleSummary } from "../../../../contracts/live-protocol.ts";
import type { DetectionRule } from "../../../../contracts/detection-rule.ts";
import { carChoices } from "../../fleet/car-choices.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import "../../kit/combo-box.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/date-range.ts";
import { type Period, type PeriodPreset, periodOf } from "../../kit/period.ts";
import type { Choice } from "../../kit/select-field.ts";
import "../../kit/state-message.ts";
import { kitText } from "../../kit/text.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { NOTHING_SET, type RuleContent } from "../../rules/rule-content.ts";
import type { RuleTarget } from "../../rules/rule-effect.ts";
import { rulesText } from "../../rules/text.ts";
import { draftOf } from "../../rules/what-if/what-if-draft.ts";
import { type WhatIfQuestion, WhatIfRun } from "../../rules/what-if/what-if-run.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import "./what-if-result.ts";
import { whatIfStyles } from "./what-if-styles.ts";

/** Cars that are gone through one after the other; each takes seconds. */
const MOST_CARS = 5;
const PRESETS: readonly PeriodPreset[] = ["today", "yesterday", "last7", "last30"];

/** What the settings in the form would have found in the history of a few cars, before they are saved. */
@customElement("what-if-panel")
export class WhatIfPanel extends LitElement {
  static override styles = [controls, whatIfStyles];

  @property({ attribute: false }) type: RuleType = "drain";
  @property({ attribute: false }) target: RuleTarget = { scope: "fleet" };
  @property({ attribute: false }) rules: readonly DetectionRule[] = [];
  @property({ attribute: false }) content: RuleContent = NOTHING_SET;
  /** The form says something else than what is in force. */
  @property({ type: Boolean, attribute: "is-changed" }) isChanged = false;
  @property({ attribute: false }) fleet!: Fleet;
  @property({ attribute: false }) branches: Branches = NO_BRANCHES;
  @state() private carIds: readonly string[] = [];
  @state() private period: Period | undefined;
  readonly #run = new WhatIfRun(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("target") && !changed.has("type")) return;
    this.#run.cancel();
    this.carIds = this.target.scope === "vehicle" ? [this.target.vehicleId] : this.#fittingCars;
  }

  /** Of the cars chosen before, those the rule would be about. */
  get #fittingCars(): readonly string[] {
    return this.carIds.filter((id) => {
      const car = this.fleet.vehicles.get(id);
      return car !== undefined && this.#isMeant(car);
    });
  }

  #isMeant({ vehicleId, group }: VehicleSummary): boolean {
    const { target } = this;
    if (target.scope === "group") return group === target.group;
    return target.scope === "fleet" || vehicleId === target.vehicleId;
  }

  /** By the clocks of the first car's branch. */
  get #zone(): string {
    const car = this.fleet.vehicles.get(this.carIds[0] ?? "");
    return this.branches.zoneOf(car?.branchId ?? null);
  }

  get #chosenPeriod(): Period {
    return this.period ?? periodOf("last7", serverNowMs(), this.#zone);
  }

  get #questions(): readonly WhatIfQuestion[] {
    return this.carIds.flatMap((vehicleId) => {
      const group = this.fleet.vehicles.get(vehicleId)?.group ?? null;
      const draft = draftOf(this, { vehicleId, group });
      return draft ? [{ vehicleId, period: this.#chosenPeriod, draft }] : [];
    });
  }

  readonly #findCars: FindChoices = async (typed) =>
    carChoices(
      this.fleet,
      typed,
      (car) => this.#isMeant(car) && !this.carIds.includes(car.vehicleId),
    );

  #add({ value }: Choice): void {
    this.carIds = [...this.carIds, value];
    // the field is for the next one
    const field = this.renderRoot.querySelector("combo-box");
    if (field) field.value = undefined;
  }

  #car(id: string) {
    const plate = this.fleet.vehicles.get(id)?.licensePlate ?? "";
    if (this.target.scope === "vehicle") return html`<li>${plate}</li>`;
    return html`<li>
      ${plate}
      <button
        class="icon-button"
        aria-label=${rulesText().withoutCar(plate)}
        @click=${() => (this.carIds = this.carIds.filter((each) => each !== id))}
      >
        ${icon("close")}
      </button>
    </li>`;
  }

  #cars() {
    const t = rulesText();
    const isFull = this.target.scope === "vehicle" || this.carIds.length >= MOST_CARS;
    return html`${
      this.carIds.length === 0
        ? nothing
        : html`<ul class="cars" aria-label=${t.cars}>
            ${this.carIds.map((id) => this.#car(id))}
          </ul>`
    }
    ${
      isFull
        ? nothing
        : html`<combo-box
            label=${this.carIds.length === 0 ? t.chooseCar : t.anotherCar}
            hint=${t.mostCars(MOST_CARS)}
            .find=${this.#findCars}
            @value-change=${({ detail }: CustomEvent<Choice | undefined>) => {
              if (detail) this.#add(detail);
            }}
          ></combo-box>`
    }`;
  }

  #ask(): void {
    void this.#run.ask(this.#questions);
  }

  #start() {
    const t = rulesText();
    const isRunning = this.#run.state.kind === "running";
    return html`<div class="start">
      <date-range
        .value=${this.#chosenPeriod}
        .zone=${this.#zone}
        .presets=${PRESETS}
        @value-change=${({ detail }: CustomEvent<Period>) => (this.period = detail)}
      ></date-range>
      <button
        class="button primary"
        ?disabled=${isRunning || this.carIds.length === 0}
        @click=${() => this.#ask()}
      >
        ${icon("play")}${t.preview}
      </button>
    </div>`;
  }

  #failure(reason: "no-processor" | "too-long" | "failed", message: string) {
    const t = rulesText();
    return html`<state-message
      bad
      icon=${reason === "too-long" ? "calendar" : "lost"}
      heading=${t.whatIfFailed[reason]}
      action=${reason === "too-long" ? "" : kitText().tryAgain}
      @act=${() => this.#ask()}
      >${reason === "failed" ? message : t.whatIfFailedHints[reason]}</state-message
    >`;
  }

  /** Whether what was answered is about something else than what is chosen now. */
  #isOutdated(questions: readonly WhatIfQuestion[]): boolean {
    return JSON.stringify(questions) !== JSON.stringify(this.#questions);
  }

  #outcome() {
    const t = rulesText();
    const { state } = this.#run;
    if (state.kind === "idle") return nothing;
    if (state.kind === "failed") return this.#failure(state.reason, state.message);
    if (state.kind === "running") {
      return html`<div class="progress" role="status">
        <progress
          max=${state.of}
          value=${state.of > 1 ? state.done : nothing}
          aria-label=${t.running}
        ></progress>
        <span>${t.runningCar(state.done + 1, state.of)}</span>
        <button class="button" @click=${() => this.#run.cancel()}>${kitText().cancel}</button>
      </div>`;
    }
    const [first] = state.questions;
    if (!first) return nothing;
    return html`${
        this.#isOutdated(state.questions)
          ? html`<p class="outdated" role="status">${icon("warning")}${t.outdated}</p>`
          : nothing
      }
      <what-if-result
        .results=${state.results}
        .period=${first.period}
        .type=${this.type}
        .zone=${this.#zone}
        .fleet=${this.fleet}
        .branches=${this.branches}
      ></what-if-result>`;
  }

  protected override render() {
    const t = rulesText();
    if (this.type === "overdue") {
      return html`<state-message icon="info" heading=${t.notTried}
        >${t.notTriedHint}</state-message
      >`;
    }
    if (!this.isChanged && this.#run.state.kind === "idle") {
      return html`<state-message icon="edit" heading=${t.changeFirst}
        >${t.changeFirstHint}</state-message
      >`;
    }
    return html`<p class="lead">${t.previewLead}</p>
      ${this.#cars()} ${this.#start()} ${this.#outcome()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "what-if-panel": WhatIfPanel;
  }
}
