import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controls } from "../kit/controls.ts";
import "../kit/state-message.ts";
import type { Destination } from "../routing/page-route.ts";
import { findHeading } from "./page-heading.ts";
import { shellText } from "./text.ts";

type Shown = { readonly destination: Destination; readonly failed: boolean };

const BRAND = "Roadledger";

/**
 * Shows the page an address leads to. The page before stays until the next one's chunk is there; then
 * the window's title changes and the keyboard is put on the new page's heading. A page names itself
 * more closely with the event `page-title` (a string).
 */
@customElement("page-outlet")
export class PageOutlet extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: block;
        min-height: 0;
        overflow: hidden auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      .page {
        height: 100%;
      }
      .progress {
        position: absolute;
        inset: 0 0 auto;
        z-index: 9;
        height: 2px;
        background: var(--accent);
        animation: advance 4s cubic-bezier(0.1, 0.7, 0.3, 1) both;
        transform-origin: left;
      }
      @keyframes advance {
        from {
          scale: 0 1;
        }
      }
      state-message {
        position: absolute;
        inset: 0;
        align-content: center;
      }
      @media (prefers-reduced-motion: reduce) {
        .page {
          height: 100%;
        }
        .progress {
          animation: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) destination: Destination = { kind: "not-found" };
  @state() private shown: Shown | undefined;
  @state() private loading = false;
  #visits = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("destination")) void this.#open(this.destination);
  }

  async #open(destination: Destination): Promise<void> {
    const visit = ++this.#visits;
    const before = this.shown;
    this.loading = true;
    const failed = await this.#fetch(destination).then(
      () => false,
      () => true,
    );
    if (visit !== this.#visits) return;
    this.loading = false;
    this.shown = { destination, failed };
    this.#setTitle(this.#nameOf(destination));
    await this.updateComplete;
    if (before === undefined || isSamePage(before.destination, destination)) return;
    const heading = await findHeading(this.renderRoot);
    if (visit === this.#visits) this.#focus(heading);
  }

  async #fetch(destination: Destination): Promise<void> {
    if (destination.kind !== "page") {
      await import("../pages/not-found/not-found-page.ts");
      return;
    }
    const { load, words } = destination.route;
    await Promise.all([load(), ...words.map((each) => each.load())]);
  }

  #nameOf(destination: Destination): string {
    const t = shellText();
    if (destination.kind === "page") return t.pages[destination.route.name];
    return destination.kind === "forbidden" ? t.forbidden : t.notFound;
  }

  #setTitle(name: string): void {
    document.title = `${name} · ${BRAND}`;
  }

  /** Readers begin at the new page's name, unless somebody is at work in it already. */
  #focus(heading: HTMLElement | undefined): void {
    if (!heading || this.shadowRoot?.activeElement) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  #page({ destination, failed }: Shown) {
    if (failed) return this.#failure();
    if (destination.kind === "page") return destination.route.render(destination.params);
    return html`<not-found-page ?forbidden=${destination.kind === "forbidden"}></not-found-page>`;
  }

  #failure() {
    const t = shellText();
    return html`<state-message
      bad
      icon="lost"
      heading=${t.pageFailed}
      action=${t.tryAgain}
      @act=${() => this.#open(this.destination)}
      >${t.pageFailedHint}</state-message
    >`;
  }

  protected override render() {
    return html`${this.loading ? html`<div class="progress"></div>` : nothing}
      <div class="page" @page-title=${(event: CustomEvent<string>) => this.#setTitle(event.detail)}>
        ${this.shown ? this.#page(this.shown) : nothing}
      </div>`;
  }
}

const isSamePage = (a: Destination, b: Destination): boolean =>
  a.kind === "page" && b.kind === "page" && a.route === b.route;

declare global {
  interface HTMLElementTagNameMap {
    "page-outlet": PageOutlet;
  }
}
