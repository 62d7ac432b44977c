import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { encode } from "uqr";

/** White modules around a code, without which scanners do not find it (ISO/IEC 18004 §5.3.8). */
const QUIET_ZONE = 4;

/** One path for all dark modules of a code, a run of them a stroke. */
const darkPath = (modules: readonly (readonly boolean[])[]): string =>
  modules
    .flatMap((row, y) =>
      [
        ...row
          .map((isDark) => (isDark ? "1" : "0"))
          .join("")
          .matchAll(/1+/g),
      ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join("");

/** A text as a QR code, drawn here: what it holds leaves the page to nobody but a camera. */
@customElement("qr-code")
export class QrCode extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    /* dark on white in either theme, because not every scanner reads it the other way round */
    svg {
      display: block;
      width: 100%;
      height: auto;
      border-radius: var(--radius-m);
      background: #ffffff;
      fill: #000000;
    }
  `;

  @property() text = "";
  /** What readers say of it. */
  @property() label = "";

  protected override render() {
    // a screen has no scratches: less correction leaves larger modules to scan
    const { data, size } = encode(this.text, { ecc: "L", border: QUIET_ZONE });
    return html`<svg
      viewBox=${`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label=${this.label}
    >
      ${svg`<path d=${darkPath(data)}></path>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "qr-code": QrCode;
  }
}
