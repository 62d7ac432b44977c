import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { stepIn } from "./list-steps.ts";
import { icon } from "../page/icons.ts";
import { AnchoredPopover } from "./anchored-popover.ts";
import { comboBoxStyles } from "./combo-box-styles.ts";
import { controls } from "./controls.ts";
import { describedBy, fieldFrame, fieldStyles } from "./field-frame.ts";
import { popoverStyles } from "./popover-styles.ts";
import type { Choice } from "./select-field.ts";
import { kitText } from "./text.ts";

/** Finds what may be chosen for what has been typed so far. */
export type FindChoices = (typed: string, signal: AbortSignal) => Promise<readonly Choice[]>;

type Found =
  | { readonly kind: "searching" }
  | { readonly kind: "failed" }
  | { readonly kind: "choices"; readonly choices: readonly Choice[] };

/** Typing goes on this long before the server is asked, ms. */
const PAUSE_MS = 150;

/**
 * A field that completes what is typed to one of many things, by the combobox pattern of ARIA 1.2:
 * the keyboard stays in the field while arrows walk the list. Fires `value-change` with the choice,
 * or undefined when the field is emptied.
 */
@customElement("combo-box")
export class ComboBox extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [controls, fieldStyles, popoverStyles, comboBoxStyles];

  @property() label = "";
  @property() hint = "";
  @property() error = "";
  @property() placeholder = "";
  @property({ attribute: false }) value: Choice | undefined;
  @property({ attribute: false }) find: FindChoices = async () => [];
  @property({ type: Boolean }) optional = false;
  @property({ type: Boolean }) disabled = false;
  @state() private typed = "";
  @state() private found: Found = { kind: "searching" };
  @state() private activeValue: string | undefined;
  @query("#control") private control!: HTMLInputElement;
  @query("#list") private list!: HTMLElement;
  readonly #popover = new AnchoredPopover(this, {
    anchor: () => this.control,
    popover: () => this.list,
    matchWidth: true,
  });
  #search = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#search.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("value")) this.typed = this.value?.label ?? "";
  }

  get #choices(): readonly Choice[] {
    return this.found.kind === "choices" ? this.found.choices : [];
  }

  #open(pauseMs: number): void {
    clearTimeout(this.#timer);
    this.#search.abort();
    const { signal } = (this.#search = new AbortController());
    if (this.found.kind === "failed") this.found = { kind: "searching" };
    this.#timer = setTimeout(() => void this.#ask(signal), pauseMs);
    this.#popover.show();
  }

  async #ask(signal: AbortSignal): Promise<void> {
    // a field that already holds a choice offers the others too
    const typed = this.typed === this.value?.label ? "" : this.typed;
    try {
      const choices = await this.find(typed, signal);
      if (signal.aborted) return;
      this.found = { kind: "choices", choices };
      this.activeValue = typed === "" ? this.value?.value : choices[0]?.value;
    } catch {
      if (!signal.aborted) this.found = { kind: "failed" };
    }
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#search.abort();
    this.activeValue = undefined;
    this.#popover.hide();
  }

  #choose(choice: Choice | undefined): void {
    this.#close();
    this.typed = choice?.label ?? "";
    if (choice?.value === this.value?.value) return;
    this.value = choice;
    this.dispatchEvent(new CustomEvent("value-change", { detail: choice }));
  }

  readonly #input = (): void => {
    this.typed = this.control.value;
    this.#open(PAUSE_MS);
  };

  readonly #blur = (): void => {
    // half a name is no choice; an emptied field is
    if (this.typed === "" && this.optional) this.#choose(undefined);
    else this.#choose(this.value);
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.#popover.isOpen) {
      event.stopPropagation();
      this.#choose(this.value);
    } else if (event.key === "Enter" && this.#popover.isOpen) {
      event.preventDefault();
      const active = this.#choices.find(({ value }) => value === this.activeValue);
      if (active) this.#choose(active);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#popover.isOpen) this.#step(event.key);
      else this.#open(0);
    }
  };

  #step(key: string): void {
    const values = this.#choices.map(({ value }) => value);
    this.activeValue = stepIn(values, this.activeValue, key);
    void this.updateComplete.then(() =>
      this.list.querySelector(".active")?.scrollIntoView({ block: "nearest" }),
    );
  }

  #option(choice: Choice, index: number) {
    const isActive = choice.value === this.activeValue;
    return html`<div
      id=${`option-${index}`}
      class="option ${isActive ? "active" : ""}"
      role="option"
      aria-selected=${choice.value === this.value?.value}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(choice)}
    >
      <span>${choice.label}</span>
      ${choice.detail ? html`<span class="detail">${choice.detail}</span>` : nothing}
    </div>`;
  }

  #said(): string {
    const t = kitText();
    if (this.found.kind === "searching") return t.searching;
    if (this.found.kind === "failed") return t.searchFailed;
    return this.found.choices.length === 0 ? t.noMatch : t.matches(this.found.choices.length);
  }

  #control() {
    const activeAt = this.#choices.findIndex(({ value }) => value === this.activeValue);
    return html`<div class="box">
      <input
        id="control"
        class="field"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        placeholder=${this.placeholder}
        aria-autocomplete="list"
        aria-expanded=${this.#popover.isOpen}
        aria-controls="list"
        aria-activedescendant=${activeAt < 0 ? nothing : `option-${activeAt}`}
        aria-invalid=${this.error !== ""}
        aria-describedby=${describedBy(this) || nothing}
        ?disabled=${this.disabled}
        .value=${this.typed}
        @input=${this.#input}
        @click=${() => this.#open(0)}
        @blur=${this.#blur}
        @keydown=${this.#keydown}
      />
      ${icon("chevronDown")}
    </div>`;
  }

  protected override render() {
    const said = this.#said();
    return html`${fieldFrame(this, this.#control())}
      <div id="list" popover="manual" role="listbox" aria-label=${this.label}>
        ${this.#choices.map((choice, index) => this.#option(choice, index))}
        ${this.#choices.length === 0 ? html`<p class="said">${said}</p>` : nothing}
      </div>
      <p class="visually-hidden" role="status">${this.#popover.isOpen ? said : ""}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "combo-box": ComboBox;
  }
}
