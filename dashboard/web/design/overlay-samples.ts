import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../kit/confirm-dialog.ts";
import { controls } from "../kit/controls.ts";
import "../kit/modal-dialog.ts";
import "../kit/side-drawer.ts";
import "../kit/text-field.ts";
import { type Toast, showToast } from "../kit/toast.ts";
import { sampleCard, sampleStyles } from "./sample-styles.ts";

type Open = "none" | "confirm" | "form" | "drawer";

/** What lies over the page: dialogs, a drawer, notices. */
@customElement("overlay-samples")
export class OverlaySamples extends LitElement {
  static override styles = [
    controls,
    sampleStyles,
    css`
      .stage {
        position: relative;
        height: 320px;
        margin-top: 14px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--canvas);
        overflow: hidden;
      }
      .stage > p,
      side-drawer > p {
        margin: 16px 20px;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.5;
      }
      side-drawer {
        --drawer-width: 340px;
      }
    `,
  ];

  @state() private open: Open = "none";
  @state() private answer = "none";
  @state() private name = "Airport";

  readonly #close = (): void => {
    this.open = "none";
  };

  readonly #confirm = (): void => {
    this.answer = "removed";
    this.#close();
    this.#tell({
      message: "Fence removed",
      detail: "Airport car park",
      tone: "good",
      action: { label: "Undo", run: () => (this.answer = "restored") },
    });
  };

  readonly #rename = (event: Event): void => {
    event.preventDefault();
    this.answer = `renamed to ${this.name}`;
    this.#close();
  };

  #tell(toast: Toast): void {
    showToast(this, toast);
  }

  #dialogs() {
    return html`<confirm-dialog
        heading="Remove the fence “Airport car park”?"
        action="Remove the fence"
        danger
        ?open=${this.open === "confirm"}
        @confirm=${this.#confirm}
        @close=${this.#close}
        >Cars that leave it raise no alert from then on. Alerts of the past stay.</confirm-dialog
      >
      <modal-dialog
        heading="Rename the fence"
        keeps-open
        ?open=${this.open === "form"}
        @close=${this.#close}
      >
        <form id="rename" @submit=${this.#rename}>
          <text-field
            label="Name"
            value=${this.name}
            @value-change=${(event: CustomEvent<string>) => (this.name = event.detail)}
          ></text-field>
        </form>
        <button slot="actions" class="button" @click=${this.#close}>Cancel</button>
        <button slot="actions" class="button primary" form="rename">Rename</button>
      </modal-dialog>`;
  }

  #drawer() {
    return html`<div class="stage">
      <p>A drawer opens beside the list, which stays usable; on a phone it covers the page.</p>
      <button
        class="button"
        id="open-drawer"
        style="margin: 0 20px"
        @click=${() => (this.open = "drawer")}
      >
        Open the drawer
      </button>
      <side-drawer
        heading="ABC 123"
        has-actions
        ?open=${this.open === "drawer"}
        @close=${this.#close}
      >
        <span slot="subheading">Volvo V60 · Göteborg City</span>
        <p>Details of the thing that was chosen.</p>
        <button slot="actions" class="button primary">Acknowledge</button>
        <button slot="actions" class="button">Snooze</button>
      </side-drawer>
    </div>`;
  }

  protected override render() {
    return sampleCard(
      "Over the page",
      html`<div class="row">
          <button class="button" id="open-confirm" @click=${() => (this.open = "confirm")}>
            Confirm…
          </button>
          <button class="button" id="open-form" @click=${() => (this.open = "form")}>Form…</button>
          <button
            class="button"
            id="tell"
            @click=${() => this.#tell({ message: "Alert acknowledged", tone: "good" })}
          >
            Notice
          </button>
          <button
            class="button"
            @click=${() =>
              this.#tell({
                message: "The note could not be saved",
                detail: "The server cannot be reached. Nothing of it is lost.",
                tone: "danger",
              })}
          >
            Notice of a failure
          </button>
          <span id="answer">Answer: ${this.answer}</span>
        </div>
        ${this.#drawer()} ${this.#dialogs()}`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "overlay-samples": OverlaySamples;
  }
}
