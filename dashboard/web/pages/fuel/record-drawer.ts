import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { FuelRecordDetail } from "../../../../contracts/fuel-record.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import "../../alerts/fuel-levels.ts";
import { loadRecord, voidRecord } from "../../fuel/fuel-api.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/side-drawer.ts";
import { showToast } from "../../kit/toast.ts";
import { icon } from "../../page/icons.ts";
import { momentReplayHref } from "../../replay/replay-address.ts";
import { ChosenLoading } from "../../session/chosen-loading.ts";
import { userContext } from "../../shell/contexts.ts";
import { drawerState } from "./drawer-state.ts";
import { fuelDrawerStyles } from "./fuel-drawer-styles.ts";
import { whenText } from "./fuel-words.ts";
import "./reason-dialog.ts";
import "./receipt-dialog.ts";
import { recordTag } from "./record-columns.ts";
import { recordFacts, recordNote } from "./record-facts.ts";
import "./record-history.ts";
import { tellRefusal } from "./refusal.ts";
import { fuelText } from "./text.ts";

/**
 * A record beside the list: what it says, what the tank says, and how it came to be. Fires `changed`
 * once it is corrected or made void, and `close`.
 */
@customElement("record-drawer")
export class RecordDrawer extends LitElement {
  static override styles = [controls, fuelDrawerStyles];

  /** Empty while none is open. */
  @property() recordId = "";
  /** By which clocks a car's times are told. */
  @property({ attribute: false }) zoneOf: (vehicleId: string) => string = () => "UTC";
  @consume({ context: userContext }) user!: User;
  @state() private asked: "correct" | "void" | undefined;
  @state() private isBusy = false;
  readonly #loading = new ChosenLoading(this, loadRecord);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("recordId")) this.#loading.choose(this.recordId);
  }

  #done(message: string): void {
    showToast(this, { tone: "good", message });
    void this.#loading.reload();
    this.dispatchEvent(new CustomEvent("changed"));
  }

  async #void({ id, licensePlate }: FuelRecordDetail, reason: string): Promise<void> {
    this.isBusy = true;
    try {
      await voidRecord(id, { reason });
      this.#done(fuelText().record.voided(licensePlate));
    } catch (error) {
      tellRefusal(this, error);
      void this.#loading.reload();
    } finally {
      this.isBusy = false;
      this.asked = undefined;
    }
  }

  readonly #corrected = (): void => {
    const plate = this.#loading.thing?.licensePlate ?? "";
    this.asked = undefined;
    this.#done(fuelText().record.corrected(plate));
  };

  #levels({ match }: FuelRecordDetail, zone: string) {
    if (!match) return nothing;
    return html`<section>
      <h3>${fuelText().refuel.level}</h3>
      <fuel-levels event-id=${match.fuelEventId} .zone=${zone}></fuel-levels>
    </section>`;
  }

  #content(record: FuelRecordDetail) {
    const t = fuelText();
    const zone = this.zoneOf(record.vehicleId);
    const atMs = Date.parse(record.refuelDate);
    return html`<span slot="subheading" class="about"
        >${whenText(record.refuelDate, zone)} ${recordTag(record)}</span
      >
      <section>
        ${recordNote(record)} ${recordFacts(record, zone)}
        <div class="ways">
          <a class="button" href=${momentReplayHref(record.vehicleId, atMs, zone)}
            >${icon("replay")}${t.showReplay}</a
          >
        </div>
      </section>
      ${this.#levels(record, zone)}
      <section>
        <h3>${t.record.history}</h3>
        <record-history .record=${record} .zone=${zone}></record-history>
      </section>`;
  }

  #actions() {
    const t = fuelText().record;
    return html`<button
        slot="actions"
        class="button primary"
        @click=${() => (this.asked = "correct")}
      >
        ${t.correct}
      </button>
      <button slot="actions" class="button" @click=${() => (this.asked = "void")}>
        ${t.void}
      </button>`;
  }

  #questions(record: FuelRecordDetail) {
    const t = fuelText().record;
    return html`<reason-dialog
        heading=${t.voidAsk(record.licensePlate)}
        action=${t.void}
        danger
        ?open=${this.asked === "void"}
        ?busy=${this.isBusy}
        @close=${() => (this.asked = undefined)}
        @choose=${({ detail }: CustomEvent<string>) => void this.#void(record, detail)}
        >${t.voidMeans}</reason-dialog
      >
      ${
        this.asked === "correct"
          ? html`<receipt-dialog
              .record=${record}
              @close=${() => (this.asked = undefined)}
              @saved=${this.#corrected}
            ></receipt-dialog>`
          : nothing
      }`;
  }

  protected override render() {
    const { thing, state } = this.#loading;
    const t = fuelText();
    const mayCorrect = thing?.status === "ACTIVE" && isAllowed(this.user.role, "fuel:correct");
    return html`<side-drawer
        heading=${thing?.licensePlate ?? t.records.heading}
        ?open=${this.recordId !== ""}
        ?has-actions=${mayCorrect}
        @close=${() => this.dispatchEvent(new CustomEvent("close"))}
      >
        ${
          thing
            ? this.#content(thing)
            : drawerState(state, { missing: t.record.missing, onRetry: this.#loading.reload })
        }
        ${mayCorrect ? this.#actions() : nothing}
      </side-drawer>
      ${thing ? this.#questions(thing) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "record-drawer": RecordDrawer;
  }
}
