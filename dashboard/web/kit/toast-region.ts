import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { kitText } from "./text.ts";
import type { Toast } from "./toast.ts";
import { toastStyles } from "./toast-styles.ts";

/** A notice stays this long, ms; one that can be undone longer, and none while it is pointed at. */
const STAYS_MS = 6_000;
const UNDOABLE_MS = 10_000;
/** So many are shown together; the oldest goes first. */
const MOST = 4;

type Shown = { readonly id: number; readonly toast: Toast };

/** The regions of the page: the last shows the notices, as it is in the dialog that covers the others. */
const regions: ToastRegion[] = [];

/**
 * Shows the notices that anything on the page has raised with `showToast`, the latest below. A dialog
 * holds a region of its own while it is open, because nothing behind it can be reached; what is shown
 * moves there, and back.
 */
@customElement("toast-region")
export class ToastRegion extends LitElement {
  static override styles = [controls, toastStyles];

  @state() private shown: readonly Shown[] = [];
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #lastId = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const former = regions.at(-1);
    regions.push(this);
    if (former) this.#takeOver(former);
    addEventListener("toast", this.#take);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("toast", this.#take);
    regions.splice(regions.indexOf(this), 1);
    const heir = regions.at(-1);
    if (heir) heir.#takeOver(this);
    else this.#clear();
  }

  #takeOver(former: ToastRegion): void {
    const { shown } = former;
    former.#clear();
    for (const { toast } of shown) this.#show(toast);
  }

  #clear(): void {
    for (const { id } of this.shown) this.#stopTimer(id);
    this.shown = [];
  }

  readonly #take = (event: CustomEvent<Toast>): void => {
    if (regions.at(-1) === this) this.#show(event.detail);
  };

  #show(toast: Toast): void {
    const others = this.shown.filter((each) => !toast.key || each.toast.key !== toast.key);
    const next = { id: ++this.#lastId, toast };
    this.shown = [...others, next].slice(-MOST);
    this.#startTimer(next);
  }

  #startTimer({ id, toast }: Shown): void {
    const staysMs = toast.action ? UNDOABLE_MS : STAYS_MS;
    this.#timers.set(
      id,
      setTimeout(() => this.#remove(id), staysMs),
    );
  }

  #stopTimer(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  #remove(id: number): void {
    this.#stopTimer(id);
    this.shown = this.shown.filter((each) => each.id !== id);
  }

  #act(id: number, run: () => void): void {
    this.#remove(id);
    run();
  }

  #toast(each: Shown) {
    const { message, detail, tone = "neutral", action } = each.toast;
    const marks = { neutral: "info", good: "done", danger: "warning" } as const;
    return html`<div
      class="toast ${tone}"
      @pointerenter=${() => this.#stopTimer(each.id)}
      @pointerleave=${() => this.#startTimer(each)}
      @focusin=${() => this.#stopTimer(each.id)}
      @focusout=${() => this.#startTimer(each)}
    >
      ${icon(marks[tone])}
      <div class="words">
        <div>${message}</div>
        ${detail ? html`<div class="detail">${detail}</div>` : nothing}
      </div>
      ${
        action
          ? html`<button class="act" @click=${() => this.#act(each.id, action.run)}>
              ${action.label}
            </button>`
          : nothing
      }
      <button
        class="icon-button"
        aria-label=${kitText().close}
        @click=${() => this.#remove(each.id)}
      >
        ${icon("close")}
      </button>
    </div>`;
  }

  protected override render() {
    return html`<div role="log" aria-live="polite" aria-label=${kitText().notices}>
      ${repeat(
        this.shown,
        ({ id }) => id,
        (each) => this.#toast(each),
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "toast-region": ToastRegion;
  }
  interface WindowEventMap {
    toast: CustomEvent<Toast>;
  }
}
