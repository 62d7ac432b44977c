import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { DeviceId } from "../../../contracts/device.ts";
import { controls } from "../kit/controls.ts";
import "../kit/text-field.ts";
import { externalIdOf, GUIDED_KINDS, type GuidedKind, proposedId } from "./device-settings.ts";
import { formEnd } from "./form-parts.ts";
import { type FieldFaults, FormSending } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { kindChoice, kindChoiceStyles } from "./kind-choice.ts";
import { addDevice } from "./device-api.ts";
import { setupText } from "./text.ts";

const IMEI = /^\d{15}$/;
const UNIQUE_CHARS = 4;

/** Asks what sits in a car. Fires `created` with the device and its secret once it is registered. */
@customElement("device-form")
export class DeviceForm extends LitElement {
  static override styles = [
    controls,
    formStyles,
    kindChoiceStyles,
    css`
      bdi {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() vehicleId = "";
  @property() licensePlate = "";
  @state() private kind: GuidedKind = "owntracks";
  /** Undefined until somebody types another one than the proposed. */
  @state() private typedId: string | undefined;
  @state() private imei = "";
  readonly #unique = crypto.getRandomValues(new Uint8Array(UNIQUE_CHARS / 2));
  readonly #sending = new FormSending(this);

  get #id(): string {
    const unique = [...this.#unique].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return this.typedId ?? proposedId(this.licensePlate, unique);
  }

  get #faults(): FieldFaults {
    const t = setupText().device;
    return {
      ...(!DeviceId.safeParse(this.#id).success && { id: t.idWrong }),
      ...(this.kind === "teltonika" && !IMEI.test(this.imei) && { externalId: t.imeiWrong }),
    };
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { kind, vehicleId } = this;
    const id = this.#id;
    const externalId = externalIdOf(kind, id, this.imei);
    const device = { id, vehicleId, kind, externalId };
    const created = await this.#sending.submit(this.#faults, () => addDevice(device));
    if (created) this.dispatchEvent(new CustomEvent("created", { detail: created }));
  };

  #imei() {
    if (this.kind !== "teltonika") return nothing;
    const t = setupText().device;
    return html`<text-field
      data-field="externalId"
      label=${t.imei}
      hint=${t.imeiHint}
      maxLength="15"
      autocomplete="off"
      error=${this.#sending.faults["externalId"] ?? ""}
      .value=${this.imei}
      @value-change=${({ detail }: CustomEvent<string>) => (this.imei = detail.trim())}
    ></text-field>`;
  }

  protected override render() {
    const t = setupText().device;
    return html`<h2 tabindex="-1">${t.heading(this.licensePlate)}</h2>
      <form novalidate @submit=${this.#submit}>
        ${kindChoice(GUIDED_KINDS, this.kind, (kind) => (this.kind = kind))} ${this.#imei()}
        <text-field
          data-field="id"
          label=${t.id}
          hint=${t.idHint}
          maxLength="64"
          autocomplete="off"
          error=${this.#sending.faults["id"] ?? ""}
          .value=${this.#id}
          @value-change=${({ detail }: CustomEvent<string>) => (this.typedId = detail.trim())}
        ></text-field>
        ${formEnd(this.#sending, t.submit)}
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-form": DeviceForm;
  }
}
