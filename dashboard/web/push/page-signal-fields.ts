import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Severity } from "../../../contracts/detection/detection.ts";
import { controls } from "../kit/controls.ts";
import "../kit/select-field.ts";
import { showToast } from "../kit/toast.ts";
import { playTone } from "./alert-tone.ts";
import { choosePageSignals, PageSignals, readPageSignals } from "./page-signals.ts";
import { pushText } from "./text.ts";

/** From which severity the open page plays a tone, and from which it notifies; kept by this browser. */
@customElement("page-signal-fields")
export class PageSignalFields extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      h3 {
        margin: 6px 0 0;
        font-size: var(--size-m);
      }
      .tone {
        display: flex;
        gap: 8px;
        align-items: end;
      }
      select-field {
        flex: 1;
        min-width: 0;
      }
      p {
        margin: 0;
        color: var(--text-muted);
      }
    `,
  ];

  /** The device is notified by push, which the page would only repeat. */
  @property({ attribute: false }) byPush = false;
  @state() private signals = readPageSignals();

  #choose(signals: PageSignals): void {
    this.signals = signals;
    choosePageSignals(signals);
  }

  async #chooseNotice(notice: PageSignals["notice"]): Promise<void> {
    const isAllowed = notice === "never" || (await Notification.requestPermission()) === "granted";
    if (!isAllowed) showToast(this, { tone: "danger", message: pushText().denied });
    this.#choose({ ...this.signals, notice: isAllowed ? notice : "never" });
    // A choice that was not granted goes back.
    this.requestUpdate();
  }

  async #play(): Promise<void> {
    const { tone } = this.signals;
    if (await playTone(tone === "never" ? "info" : tone)) return;
    const t = pushText();
    showToast(this, { tone: "danger", message: t.silent, detail: t.silentHint });
  }

  #field(name: keyof PageSignals, choose: (from: PageSignals) => void) {
    const t = pushText();
    const choices = [
      ...Severity.options.map((value) => ({ value, label: t.severities[value] })),
      { value: "never", label: t.never },
    ];
    return html`<select-field
      label=${t[name]}
      value=${this.signals[name]}
      .choices=${choices}
      @value-change=${({ detail }: CustomEvent<string>) =>
        choose(PageSignals.parse({ ...this.signals, [name]: detail }))}
    ></select-field>`;
  }

  protected override render() {
    const t = pushText();
    return html`<h3>${t.whileOpen}</h3>
      <div class="tone">
        ${this.#field("tone", (signals) => this.#choose(signals))}
        <button class="button" @click=${() => void this.#play()}>${t.play}</button>
      </div>
      ${
        this.byPush
          ? html`<p>${t.byPush}</p>`
          : "Notification" in window
            ? this.#field("notice", ({ notice }) => void this.#chooseNotice(notice))
            : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "page-signal-fields": PageSignalFields;
  }
}
