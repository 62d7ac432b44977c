import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { SHAPES, type ShapeKind } from "../../geofences/sketch.ts";
import { geofenceText } from "../../geofences/text.ts";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";

/** Which shape is drawn. Fires `value-change` with it. */
@customElement("shape-choice")
export class ShapeChoice extends LitElement {
  static override styles = [
    controls,
    css`
      fieldset {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 0;
        margin: 0;
        padding: 0;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-m);
        background: var(--surface);
        min-inline-size: 0;
      }
      label {
        position: relative;
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 6px;
        height: calc(var(--control) - 2px);
        padding: 0 6px;
        color: var(--text-muted);
        font-size: var(--size-m);
        font-weight: 550;
        cursor: pointer;
        transition:
          background var(--quick),
          color var(--quick);
      }
      label + label {
        border-left: 1px solid var(--line);
      }
      label:first-of-type {
        border-radius: 7px 0 0 7px;
      }
      label:last-of-type {
        border-radius: 0 7px 7px 0;
      }
      label:hover {
        background: var(--surface-hover);
        color: var(--text);
      }
      label:has(:checked) {
        background: var(--surface-selected);
        color: var(--accent-text);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--focus);
        outline-offset: 1px;
      }
      input {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      .icon {
        font-size: 16px;
      }
    `,
  ];

  @property() value: ShapeKind = "polygon";

  #choose(shape: ShapeKind): void {
    this.value = shape;
    this.dispatchEvent(new CustomEvent("value-change", { detail: shape }));
  }

  protected override render() {
    const t = geofenceText();
    return html`<fieldset>
      <legend class="visually-hidden">${t.shape}</legend>
      ${SHAPES.map(
        (shape) =>
          html`<label
            ><input
              type="radio"
              name="shape"
              value=${shape}
              .checked=${shape === this.value}
              @change=${() => this.#choose(shape)}
            />${icon(shape)}<span>${t.shapes[shape]}</span></label
          >`,
      )}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "shape-choice": ShapeChoice;
  }
}
