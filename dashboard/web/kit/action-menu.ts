import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { stepIn } from "./list-steps.ts";
import { icon, type IconName } from "../page/icons.ts";
import { AnchoredPopover } from "./anchored-popover.ts";
import { controls } from "./controls.ts";
import { popoverStyles } from "./popover-styles.ts";

/** One thing the menu can do. */
export type MenuAction = {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** The key that does the same, such as `A`. */
  readonly key?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
};

/** A button that opens a menu of actions. Fires `action` with the id of the one that was chosen. */
@customElement("action-menu")
export class ActionMenu extends LitElement {
  static override styles = [
    controls,
    popoverStyles,
    css`
      :host {
        display: inline-flex;
      }
    `,
  ];

  /** Name of the button; shown only when `icon-only` is not set. */
  @property() label = "";
  @property() icon: IconName = "more";
  @property({ type: Boolean, attribute: "icon-only" }) iconOnly = false;
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) actions: readonly MenuAction[] = [];
  @query("#button") private button!: HTMLElement;
  @query("#menu") private menu!: HTMLElement;
  readonly #popover = new AnchoredPopover(this, {
    anchor: () => this.button,
    popover: () => this.menu,
    alignment: "end",
  });

  readonly #toggle = (): void => {
    if (this.#popover.isOpen) this.#popover.hide();
    else this.#open();
  };

  #open(): void {
    this.#popover.show();
    this.#focus(this.actions[0]?.id);
  }

  #focus(id: string | undefined): void {
    const at = this.actions.findIndex((each) => each.id === id);
    this.menu.querySelectorAll<HTMLElement>(".option")[at]?.focus();
  }

  #choose({ id, disabled }: MenuAction): void {
    if (disabled) return;
    this.#close();
    this.dispatchEvent(new CustomEvent("action", { detail: id }));
  }

  #close(): void {
    this.#popover.hide();
    this.button.focus();
  }

  readonly #buttonKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#open();
  };

  readonly #menuKey = (event: KeyboardEvent): void => {
    const ids = this.actions.map(({ id }) => id);
    const focused = this.renderRoot.querySelector<HTMLElement>(".option:focus")?.dataset["id"];
    if (event.key === "Tab") return this.#popover.hide();
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.#close();
    }
    const next = stepIn(ids, focused, event.key) ?? this.#startingWith(event.key, focused);
    if (next === undefined) return;
    event.preventDefault();
    this.#focus(next);
  };

  /** The next action whose label begins with a letter that was typed. */
  #startingWith(key: string, focused: string | undefined): string | undefined {
    if (key.length !== 1) return undefined;
    const at = this.actions.findIndex(({ id }) => id === focused) + 1;
    const inOrder = [...this.actions.slice(at), ...this.actions.slice(0, at)];
    return inOrder.find(({ label }) => label.toLowerCase().startsWith(key.toLowerCase()))?.id;
  }

  #action(action: MenuAction) {
    return html`<button
      class="option ${action.danger ? "danger" : ""}"
      role="menuitem"
      tabindex="-1"
      data-id=${action.id}
      aria-disabled=${action.disabled ? "true" : nothing}
      @click=${() => this.#choose(action)}
    >
      ${action.icon ? icon(action.icon) : nothing}<span>${action.label}</span>
      ${action.key ? html`<span class="detail" aria-hidden="true">${action.key}</span>` : nothing}
    </button>`;
  }

  protected override render() {
    return html`<button
        id="button"
        class=${this.iconOnly ? "icon-button" : "button"}
        aria-haspopup="menu"
        aria-expanded=${this.#popover.isOpen}
        aria-label=${this.iconOnly ? this.label : nothing}
        title=${this.iconOnly ? this.label : nothing}
        ?disabled=${this.disabled}
        @click=${this.#toggle}
        @keydown=${this.#buttonKey}
      >
        ${this.iconOnly ? icon(this.icon) : html`${this.label}${icon("chevronDown")}`}
      </button>
      <div id="menu" popover role="menu" aria-label=${this.label} @keydown=${this.#menuKey}>
        ${this.actions.map((action) => this.#action(action))}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "action-menu": ActionMenu;
  }
}
