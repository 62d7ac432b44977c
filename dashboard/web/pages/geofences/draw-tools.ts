import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { FenceEditing } from "../../geofences/fence-editing.ts";
import { geofenceText } from "../../geofences/text.ts";
import { controls } from "../../kit/controls.ts";
import { kitText } from "../../kit/text.ts";
import { icon, type IconName } from "../../page/icons.ts";

/** What to do next on the map, and the steps of drawing back and forth. */
@customElement("draw-tools")
export class DrawTools extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 5px 6px 5px 14px;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
        box-shadow: var(--shadow-m);
        box-sizing: border-box;
      }
      p {
        flex: 1;
        min-width: 0;
        margin: 0 6px 0 0;
        color: var(--text);
        font-size: var(--size-s);
        line-height: 17px;
      }
      [role="toolbar"] {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .icon-button[disabled] {
        opacity: 0.4;
        cursor: default;
      }
      .button {
        height: 32px;
        padding: 0 11px;
      }
      @media (pointer: coarse) {
        .button {
          height: 44px;
        }
      }
      @media (max-width: 1179px) {
        :host {
          flex-wrap: wrap;
          padding: 8px 6px 6px 12px;
        }
        p {
          flex: 1 1 150px;
          padding-right: 6px;
        }
      }
    `,
  ];

  @property({ attribute: false }) editing!: FenceEditing;
  /** Counts the changes of `editing`. */
  @property({ type: Number }) revision = 0;

  get #hint(): string {
    const t = geofenceText();
    const { isDrawing, sketch } = this.editing;
    if (!isDrawing) return t.shaping[sketch.kind];
    const isEdge = sketch.kind === "circle" && sketch.vertices.length > 0;
    return isEdge ? t.drawing.circleEdge : t.drawing[sketch.kind];
  }

  #tool(name: IconName, label: string, isOn: boolean, run: () => void) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      ?disabled=${!isOn}
      @click=${run}
    >
      ${icon(name)}
    </button>`;
  }

  protected override render() {
    const t = geofenceText();
    const { editing } = this;
    return html`<p role="status">${this.#hint}</p>
      <div role="toolbar" aria-label=${t.tools}>
        ${this.#tool("undo", t.undo, editing.canUndo, () => editing.undo())}
        ${this.#tool("redo", t.redo, editing.canRedo, () => editing.redo())}
        ${
          editing.canCancel
            ? html`<button class="button" @click=${() => editing.cancel()}>
                ${kitText().cancel}
              </button>`
            : nothing
        }
        ${
          editing.canFinish
            ? html`<button class="button primary" @click=${() => editing.finish()}>
                ${t.finish}
              </button>`
            : nothing
        }
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "draw-tools": DrawTools;
  }
}
