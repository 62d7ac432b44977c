import { css, html, LitElement } from "lit";
import { customElement, property, query, queryAssignedElements } from "lit/decorators.js";
import { AnchoredPopover } from "./anchored-popover.ts";

/** How long a mouse rests on something before it wants to know more, ms. */
const REST_MS = 400;

/**
 * A few words about the one element inside it, shown while the mouse rests on it or the keyboard is
 * there. Only for what the element's own name does not say already.
 */
@customElement("tool-tip")
export class ToolTip extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
    }
    [popover] {
      position: fixed;
      inset: auto;
      margin: 0;
      max-width: 260px;
      padding: 5px 9px;
      border: 0;
      border-radius: var(--radius-s);
      background: var(--text);
      color: var(--surface);
      box-shadow: var(--shadow-m);
      font-size: var(--size-s);
      line-height: 1.4;
      pointer-events: none;
      overflow: visible;
      width: max-content;
    }
  `;

  @property() text = "";
  @query("[popover]") private bubble!: HTMLElement;
  @queryAssignedElements() private targets!: HTMLElement[];
  readonly #popover = new AnchoredPopover(this, {
    anchor: () => this.targets[0] ?? this,
    popover: () => this.bubble,
    alignment: "center",
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(): void {
    this.#describe();
  }

  /** The words reach screen readers as a description of the element itself. */
  readonly #describe = (): void => {
    this.targets[0]?.setAttribute("aria-description", this.text);
  };

  readonly #rest = (event: PointerEvent): void => {
    if (event.pointerType !== "mouse") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#popover.show(), REST_MS);
  };

  readonly #focused = (event: FocusEvent): void => {
    if (event.target instanceof Element && event.target.matches(":focus-visible")) {
      this.#popover.show();
    }
  };

  readonly #hide = (): void => {
    clearTimeout(this.#timer);
    this.#popover.hide();
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.#hide();
  };

  protected override render() {
    return html`<slot
        @slotchange=${this.#describe}
        @pointerenter=${this.#rest}
        @pointerleave=${this.#hide}
        @pointerdown=${this.#hide}
        @focusin=${this.#focused}
        @focusout=${this.#hide}
        @keydown=${this.#keydown}
      ></slot>
      <div popover="manual" aria-hidden="true">${this.text}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tool-tip": ToolTip;
  }
}
