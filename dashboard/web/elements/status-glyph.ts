import { css, html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleStatus } from "../fleet/status.ts";

const SHAPES: Readonly<Record<VehicleStatus, SVGTemplateResult>> = {
  driving: svg`<path d="M8 1.6 13.4 14 8 11.4 2.6 14Z" fill="currentColor" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round" />`,
  idling: svg`<circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" stroke-width="2" /><circle cx="8" cy="8" r="2.1" fill="currentColor" />`,
  parked: svg`<rect x="2.6" y="2.6" width="10.8" height="10.8" rx="3" fill="currentColor" />`,
  unknown: svg`<rect x="3.6" y="3.6" width="8.8" height="8.8" rx="1.6" transform="rotate(45 8 8)" fill="currentColor" />`,
  offline: svg`<circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" stroke-width="2" />`,
};

/** A driving car whose direction nobody knows: nothing that points. */
const POINTLESS = svg`<circle cx="8" cy="8" r="5.6" fill="currentColor" />`;

/** Colours of `statusShape`. */
export const statusColors = css`
  .driving {
    color: var(--driving);
  }
  .idling {
    color: var(--idling);
  }
  .parked {
    color: var(--parked);
  }
  .unknown {
    color: var(--unknown);
  }
  .offline {
    color: var(--offline);
  }
`;

/**
 * The shape of a status, for an element that draws many: it brings `statusColors` and the size. A
 * driving car points where it heads, degrees from north; null where that is unknown.
 */
export const statusShape = (
  status: VehicleStatus,
  heading: number | null | undefined,
): TemplateResult => {
  const isDriving = status === "driving";
  const turn = isDriving ? (heading ?? 0) : 0;
  const shape = isDriving && heading === null ? POINTLESS : SHAPES[status];
  return html`<svg class=${status} viewBox="0 0 16 16" aria-hidden="true">
    <g transform=${`rotate(${Math.round(turn)} 8 8)`}>${shape}</g>
  </svg>`;
};

/** The shape and colour a status has everywhere: arrow, ring with a dot, square, diamond, circle. */
@customElement("status-glyph")
export class StatusGlyph extends LitElement {
  static override styles = [
    statusColors,
    css`
      :host {
        display: inline-flex;
        flex: none;
        width: 16px;
        height: 16px;
      }
      :host([stale]) {
        opacity: 0.55;
        filter: saturate(0.3);
      }
      svg {
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property() status: VehicleStatus = "unknown";
  /** Degrees from north, of a driving car; null where unknown, undefined for the status as such. */
  @property({ type: Number }) heading: number | null | undefined;

  /** No longer current. */
  @property({ type: Boolean, reflect: true }) stale = false;

  protected override render() {
    return statusShape(this.status, this.heading);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "status-glyph": StatusGlyph;
  }
}
