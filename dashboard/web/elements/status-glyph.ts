import { css, html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleConnection } from "../fleet/connection.ts";
import type { VehicleStatus } from "../fleet/status.ts";

/** The parts of class `body` are filled by how the car is heard. */
const SHAPES: Readonly<Record<VehicleStatus, SVGTemplateResult>> = {
  driving: svg`<path class="body" d="M8 1.8 13.2 13.8 8 11.3 2.8 13.8Z" stroke-width="1.5" stroke-linejoin="round" />`,
  idling: svg`<circle cx="8" cy="8" r="5.6" fill="none" stroke-width="1.8" /><circle class="body" cx="8" cy="8" r="2" stroke-width="0.9" />`,
  parked: svg`<rect class="body" x="3.3" y="3.3" width="9.4" height="9.4" rx="2.4" stroke-width="1.5" />`,
  unknown: svg`<rect class="body" x="4.2" y="4.2" width="7.6" height="7.6" rx="1.3" transform="rotate(45 8 8)" stroke-width="1.5" />`,
};

/** A driving car whose direction nobody knows, or any car: nothing that points. */
const POINTLESS = svg`<circle class="body" cx="8" cy="8" r="5.2" stroke-width="1.5" />`;

/** Colours of `statusShape`. */
export const statusColors = css`
  svg {
    stroke: currentColor;
  }
  svg .body {
    fill: currentColor;
  }
  svg.driving {
    color: var(--driving);
  }
  svg.idling {
    color: var(--idling);
  }
  svg.parked {
    color: var(--parked);
  }
  svg.unknown {
    color: var(--unknown);
  }
  svg.any {
    color: var(--text-muted);
  }
  svg.late .body {
    fill-opacity: 0.35;
  }
  svg.offline .body,
  svg.never .body {
    fill-opacity: 0;
  }
  svg.never .body {
    stroke-dasharray: 2.4 2.2;
  }
`;

/** What is drawn: a status by shape and colour, how the car is heard by how full the shape is. */
export type StatusShape = {
  /** Undefined for any: the connection as such. */
  readonly status: VehicleStatus | undefined;
  readonly connection: VehicleConnection;
  /** Degrees from north, of a driving car; null where unknown, undefined for the status as such. */
  readonly heading?: number | null | undefined;
};

const shapeOf = ({ status, heading }: StatusShape): SVGTemplateResult =>
  status === undefined || (status === "driving" && heading === null) ? POINTLESS : SHAPES[status];

/** The shape of a car, for an element that draws many: it brings `statusColors` and the size. */
export const statusShape = (shown: StatusShape): TemplateResult => {
  const { status = "any", connection, heading } = shown;
  const turn = status === "driving" ? Math.round(heading ?? 0) : 0;
  return html`<svg class="${status} ${connection}" viewBox="0 0 16 16" aria-hidden="true">
    <g transform=${`rotate(${turn} 8 8)`}>${shapeOf(shown)}</g>
  </svg>`;
};

/**
 * The shape and colour that a status has everywhere: arrow, ring with a dot, square, diamond; full while
 * the car is live, pale when it is late, hollow when it is offline.
 */
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
      svg {
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property() status: VehicleStatus | undefined;
  @property() connection: VehicleConnection = "live";
  /** Degrees from north, of a driving car; null where unknown, undefined for the status as such. */
  @property({ type: Number }) heading: number | null | undefined;

  protected override render() {
    return statusShape(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "status-glyph": StatusGlyph;
  }
}
