import { consume } from "@lit/context";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { FuelProposal, FuelRecord } from "../../../../contracts/fuel-record.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import "../../alerts/fuel-levels.ts";
import { confirmRefuel, dismissRefuel, loadProposal } from "../../fuel/fuel-api.ts";
import { confirmation, draftOfProposal, type ReceiptDraft } from "../../fuel/receipt-draft.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/side-drawer.ts";
import { showToast } from "../../kit/toast.ts";
import { icon } from "../../page/icons.ts";
import { momentReplayHref } from "../../replay/replay-address.ts";
import { ChosenLoading } from "../../session/chosen-loading.ts";
import { userContext } from "../../shell/contexts.ts";
import { drawerState } from "./drawer-state.ts";
import { fuelDrawerStyles } from "./fuel-drawer-styles.ts";
import { refuelAmount, refuelPlace, tankLitresText, whenText } from "./fuel-words.ts";
import "./reason-dialog.ts";
import "./receipt-form.ts";
import type { ReceiptForm } from "./receipt-form.ts";
import { tellRefusal } from "./refusal.ts";
import { fuelText } from "./text.ts";

/**
 * A detected refuel beside the list: its evidence, and the form that makes a record of it. Fires
 * `changed` once it is confirmed or dismissed, `record-pick` with a record's id, and `close`.
 */
@customElement("refuel-drawer")
export class RefuelDrawer extends LitElement {
  static override styles = [
    controls,
    fuelDrawerStyles,
    css`
      receipt-form {
        margin-top: 4px;
      }
    `,
  ];

  /** Empty while none is open. */
  @property() refuelId = "";
  /** By which clocks a car's times are told, and in which money it is paid. */
  @property({ attribute: false }) zoneOf: (vehicleId: string) => string = () => "UTC";
  @consume({ context: userContext }) user!: User;
  @state() private isAsked = false;
  @state() private isBusy = false;
  /** What the form begins with: the same refuel read anew takes nothing away from who is typing. */
  @state() private start: ReceiptDraft | undefined;
  @query("receipt-form") private form!: ReceiptForm | null;
  readonly #loading = new ChosenLoading(this, loadProposal);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("refuelId")) this.#loading.choose(this.refuelId);
    const { thing } = this.#loading;
    if (!thing) this.start = undefined;
    else this.start ??= draftOfProposal(thing);
  }

  get #mayEnter(): boolean {
    return isAllowed(this.user.role, "fuel:enter");
  }

  #done(message: string): void {
    showToast(this, { tone: "good", message });
    this.dispatchEvent(new CustomEvent("changed"));
    this.dispatchEvent(new CustomEvent("close"));
  }

  readonly #confirmed = ({ detail }: CustomEvent<FuelRecord>): void =>
    this.#done(fuelText().refuel.confirmed(detail.licensePlate));

  async #dismiss({ id, licensePlate }: FuelProposal, reason: string): Promise<void> {
    this.isBusy = true;
    try {
      await dismissRefuel(id, { reason });
      this.#done(fuelText().refuel.dismissed(licensePlate));
    } catch (error) {
      tellRefusal(this, error);
      void this.#loading.reload();
    } finally {
      this.isBusy = false;
      this.isAsked = false;
    }
  }

  #evidence(refuel: FuelProposal, zone: string) {
    const t = fuelText();
    const { id, vehicleId, at } = refuel;
    return html`<section>
      <h3>${t.refuel.level}</h3>
      <fuel-levels event-id=${id} .zone=${zone}></fuel-levels>
      <dl>
        <dt>${t.place}</dt>
        <dd><bdi>${refuelPlace(refuel)}</bdi></dd>
      </dl>
      <div class="ways">
        <a class="button" href=${momentReplayHref(vehicleId, Date.parse(at), zone)}
          >${icon("replay")}${t.showReplay}</a
        >
      </div>
    </section>`;
  }

  /** What somebody has made of it already. */
  #outcome({ status, dismissReason, recordId }: FuelProposal) {
    const t = fuelText().refuel;
    if (status === "DISMISSED") {
      return html`<p class="note">${t.isDismissed(dismissReason ?? "")}</p>`;
    }
    if (status !== "CONFIRMED" || recordId === null) return nothing;
    const pick = (): boolean =>
      this.dispatchEvent(new CustomEvent("record-pick", { detail: recordId }));
    return html`<p class="note">${t.isConfirmed}</p>
      <button class="button" @click=${pick}>${t.openRecord}</button>`;
  }

  #receipt(refuel: FuelProposal) {
    const t = fuelText().refuel;
    const outcome = this.#outcome(refuel);
    if (refuel.status === "CONFIRMED") return html`<section>${outcome}</section>`;
    if (!this.#mayEnter)
      return html`<section>
        ${outcome}
        <p class="note">${t.notYours}</p>
      </section>`;
    return html`<section>
      <h3>${t.receipt}</h3>
      ${outcome}
      <receipt-form
        .start=${this.start}
        .send=${(draft: ReceiptDraft) => confirmRefuel(refuel.id, confirmation(draft, refuel))}
        tank-litres=${tankLitresText(refuel.litres, refuel.uncertaintyLitres) ?? ""}
        @saved=${this.#confirmed}
      ></receipt-form>
    </section>`;
  }

  #content(refuel: FuelProposal) {
    const zone = this.zoneOf(refuel.vehicleId);
    return html`<span slot="subheading" class="about"
        >${whenText(refuel.at, zone)} · ${refuelAmount(refuel)}</span
      >
      ${this.#evidence(refuel, zone)} ${this.#receipt(refuel)}`;
  }

  #actions({ status }: FuelProposal) {
    const t = fuelText().refuel;
    return html`<button
        slot="actions"
        class="button primary"
        @click=${() => void this.form?.submit()}
      >
        ${t.confirm}
      </button>
      ${
        status === "DISMISSED"
          ? nothing
          : html`<button slot="actions" class="button" @click=${() => (this.isAsked = true)}>
              ${t.dismiss}
            </button>`
      }`;
  }

  #question(refuel: FuelProposal) {
    const t = fuelText().refuel;
    return html`<reason-dialog
      heading=${t.dismissAsk(refuel.licensePlate)}
      action=${t.dismiss}
      ?open=${this.isAsked}
      ?busy=${this.isBusy}
      @close=${() => (this.isAsked = false)}
      @choose=${({ detail }: CustomEvent<string>) => void this.#dismiss(refuel, detail)}
      >${t.dismissMeans}</reason-dialog
    >`;
  }

  protected override render() {
    const { thing, state } = this.#loading;
    const t = fuelText();
    const mayAct = thing !== undefined && thing.status !== "CONFIRMED" && this.#mayEnter;
    return html`<side-drawer
        heading=${thing?.licensePlate ?? t.waiting.heading}
        ?open=${this.refuelId !== ""}
        ?has-actions=${mayAct}
        @close=${() => this.dispatchEvent(new CustomEvent("close"))}
      >
        ${
          thing
            ? this.#content(thing)
            : drawerState(state, { ...t.refuel, onRetry: this.#loading.reload })
        }
        ${mayAct ? this.#actions(thing) : nothing}
      </side-drawer>
      ${thing ? this.#question(thing) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "refuel-drawer": RefuelDrawer;
  }
}
