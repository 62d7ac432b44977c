import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { kitText } from "./text.ts";
import type { Toast } from "./toast.ts";
import { toastStyles } from "./toast-styles.ts";
import { type Hold, ToastTimers } from "./toast-timers.ts";

/** A notice stays this long, ms; one that can be undone longer, and none while it is pointed at. */
const STAYS_MS = 6_000;
const UNDOABLE_MS = 10_000;
/** So many are shown together; the oldest goes first, an urgent one last. */
const MOST = 4;

type Shown = { readonly id: number; readonly toast: Toast };

/** Makes room for as many as are shown together. */
const thinned = (all: readonly Shown[]): readonly Shown[] => {
  if (all.length <= MOST) return all;
  const latest = all.at(-1);
  const goes = all.find((each) => each !== latest && !each.toast.isUrgent) ?? all[0];
  return all.filter((each) => each !== goes);
};

/** The regions of the page: the last shows the notices, as it is in the dialog that covers the others. */
const regions: ToastRegion[] = [];

/**
 * Shows the notices that anything on the page has raised with `showToast`, the latest below and the
 * urgent ones above all others. A dialog holds a region of its own while it is open, because nothing
 * behind it can be reached; what is shown moves there, and back.
 */
@customElement("toast-region")
export class ToastRegion extends LitElement {
  static override styles = [controls, toastStyles];

  @state() private shown: readonly Shown[] = [];
  readonly #timers = new ToastTimers((id) => this.#remove(id));
  #lastId = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const former = regions.at(-1);
    regions.push(this);
    if (former) this.#takeOver(former);
    addEventListener("toast", this.#take);
    addEventListener("toast-end", this.#end);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("toast", this.#take);
    removeEventListener("toast-end", this.#end);
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
    for (const { id } of this.shown) this.#timers.stop(id);
    this.shown = [];
  }

  readonly #take = (event: CustomEvent<Toast>): void => {
    if (regions.at(-1) === this) this.#show(event.detail);
  };

  readonly #end = ({ detail: key }: CustomEvent<string>): void => {
    for (const { id, toast } of this.shown) if (toast.key === key) this.#remove(id);
  };

  #show(toast: Toast): void {
    const id = ++this.#lastId;
    const others = this.shown.filter((each) => !toast.key || each.toast.key !== toast.key);
    const shown = thinned([...others, { id, toast }]);
    for (const former of this.shown) if (!shown.includes(former)) this.#timers.stop(former.id);
    this.shown = shown;
    if (!toast.isUrgent) this.#timers.start(id, toast.action ? UNDOABLE_MS : STAYS_MS);
  }

  #remove(id: number): void {
    this.#timers.stop(id);
    this.shown = this.shown.filter((each) => each.id !== id);
  }

  #close({ id, toast }: Shown): void {
    this.#remove(id);
    toast.onClose?.();
  }

  #toast(each: Shown) {
    const hold = (by: Hold) => () => this.#timers.hold(each.id, by);
    const release = (by: Hold) => () => this.#timers.release(each.id, by);
    const { message, detail, tone = "neutral", action } = each.toast;
    const marks = { neutral: "info", good: "done", danger: "warning" } as const;
    return html`<div
      class="toast ${tone}"
      @pointerenter=${hold("pointer")}
      @pointerleave=${release("pointer")}
      @focusin=${hold("focus")}
      @focusout=${release("focus")}
    >
      ${icon(marks[tone])}
      <div class="words">
        <div>${message}</div>
        ${detail ? html`<div class="detail">${detail}</div>` : nothing}
      </div>
      ${
        action
          ? html`<button
              class="act"
              @click=${() => {
                this.#close(each);
                action.run();
              }}
            >
              ${action.label}
            </button>`
          : nothing
      }
      <button class="icon-button" aria-label=${kitText().close} @click=${() => this.#close(each)}>
        ${icon("close")}
      </button>
    </div>`;
  }

  #log(isUrgent: boolean) {
    return html`<div
      role="log"
      aria-live=${isUrgent ? "assertive" : "polite"}
      aria-label=${isUrgent ? kitText().urgentNotices : kitText().notices}
    >
      ${repeat(
        this.shown.filter(({ toast }) => (toast.isUrgent ?? false) === isUrgent),
        ({ id }) => id,
        (each) => this.#toast(each),
      )}
    </div>`;
  }

  protected override render() {
    return html`${this.#log(true)}${this.#log(false)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "toast-region": ToastRegion;
  }
  interface WindowEventMap {
    toast: CustomEvent<Toast>;
    "toast-end": CustomEvent<string>;
  }
}
