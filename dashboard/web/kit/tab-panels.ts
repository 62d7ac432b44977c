import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { wholeText } from "../i18n/figures.ts";
import { controls } from "./controls.ts";

/** One of the things of which one is shown at a time. */
export type Tab = { readonly id: string; readonly label: string; readonly count?: number };

/**
 * Parts of one thing, one shown at a time. The content of a tab goes into the slot of its id. Fires
 * `tab-change` with the id; arrow keys, Home and End walk the tabs.
 */
@customElement("tab-panels")
export class TabPanels extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      [role="tablist"] {
        display: flex;
        gap: 4px;
        padding: 0 var(--tabs-inset, 0);
        overflow: auto hidden;
        border-bottom: 1px solid var(--line);
        scrollbar-width: none;
      }
      button {
        position: relative;
        flex: none;
        height: 38px;
        padding: 0 12px;
        border: 0;
        background: none;
        color: var(--text-muted);
        font-size: var(--size-m);
        font-weight: 550;
        white-space: nowrap;
      }
      button:hover {
        color: var(--text);
      }
      button[aria-selected="true"] {
        color: var(--text);
      }
      button[aria-selected="true"]::after {
        content: "";
        position: absolute;
        inset: auto 8px 0;
        height: 2px;
        border-radius: 1px;
        background: var(--accent);
      }
      button:focus-visible {
        outline-offset: -2px;
        border-radius: var(--radius-s);
      }
      .count {
        margin-left: 6px;
        padding: 1px 6px;
        border-radius: 8px;
        background: var(--surface-sunken);
        color: var(--text-muted);
        font-size: var(--size-xs);
        font-variant-numeric: tabular-nums;
      }
      @media (pointer: coarse) {
        button {
          height: 46px;
        }
      }
    `,
  ];

  @property({ attribute: false }) tabs: readonly Tab[] = [];
  /** Id of the tab that is shown; the first one unless given. */
  @property() selected: string | undefined;
  @property() label = "";

  get #selectedId(): string | undefined {
    return this.selected ?? this.tabs[0]?.id;
  }

  #select(id: string): void {
    if (id === this.#selectedId) return;
    this.selected = id;
    this.dispatchEvent(new CustomEvent("tab-change", { detail: id }));
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const at = this.tabs.findIndex(({ id }) => id === this.#selectedId);
    const count = this.tabs.length;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % count,
      ArrowLeft: (at + count - 1) % count,
      Home: 0,
      End: count - 1,
    };
    const next = this.tabs[targets[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    this.#select(next.id);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus(),
    );
  };

  #tab({ id, label, count }: Tab) {
    const isSelected = id === this.#selectedId;
    return html`<button
      id=${`tab-${id}`}
      role="tab"
      aria-selected=${isSelected}
      aria-controls="panel"
      tabindex=${isSelected ? 0 : -1}
      @click=${() => this.#select(id)}
    >
      ${label}${count === undefined ? nothing : html`<span class="count">${wholeText(count)}</span>`}
    </button>`;
  }

  protected override render() {
    const id = this.#selectedId ?? "";
    return html`<div role="tablist" aria-label=${this.label} @keydown=${this.#keydown}>
        ${this.tabs.map((tab) => this.#tab(tab))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby=${`tab-${id}`}>
        <slot name=${id}></slot>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tab-panels": TabPanels;
  }
}
