import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { FigureName, VehicleSummary } from "../../../contracts/live-protocol.ts";
import { isLeftBehind, measuredAt } from "../fleet/figure-age.ts";
import { isFresh } from "../fleet/freshness.ts";
import { fleetText } from "../fleet/text.ts";
import { serverNowMs } from "../page/clock.ts";
import { compassText, tenthsText, wholeText } from "../i18n/figures.ts";
import type { IconName } from "../page/icons.ts";
import { tickEverySecond } from "../page/ticking.ts";
import "./figure-tile.ts";

type Figure = {
  readonly icon: IconName;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly since: string | null;
  readonly missing?: string;
  readonly stale?: boolean;
};

const known = (value: number | null, text: (value: number) => string): string =>
  value === null ? "" : text(value);

const ignitionText = (ignition: boolean | null): string => {
  if (ignition === null) return "";
  return ignition ? fleetText().on : fleetText().off;
};

const speedOf = (vehicle: VehicleSummary): Figure => {
  const { positionTs, speedKmh, headingDeg, motion } = vehicle;
  const heading = speedKmh !== null && headingDeg !== null ? ` ${compassText(headingDeg)}` : "";
  return {
    icon: "gauge",
    name: fleetText().speed,
    value: known(speedKmh, wholeText),
    unit: `km/h${heading}`,
    since: positionTs,
    missing: motion === "parked" ? fleetText().standing : fleetText().noData,
    stale: !isFresh(vehicle, serverNowMs()),
  };
};

const fuelOf = (vehicle: VehicleSummary): Figure => {
  const { fuelPct, fuelLitres } = vehicle;
  const figure = { icon: "fuel", name: fleetText().fuel } as const;
  if (fuelPct === null)
    return {
      ...figure,
      value: known(fuelLitres, tenthsText),
      unit: "l",
      ...ageOf(vehicle, "fuelLitres"),
    };
  // litres of another time would borrow the age of the percentage
  const isOneReading = measuredAt(vehicle, "fuelLitres") === measuredAt(vehicle, "fuelPct");
  const litres = fuelLitres !== null && isOneReading ? ` · ${wholeText(fuelLitres)} l` : "";
  return { ...figure, value: wholeText(fuelPct), unit: `%${litres}`, ...ageOf(vehicle, "fuelPct") };
};

const ageOf = (vehicle: VehicleSummary, name: FigureName): Pick<Figure, "since" | "stale"> => ({
  since: measuredAt(vehicle, name),
  stale: isLeftBehind(vehicle, name),
});

const figuresOf = (vehicle: VehicleSummary): Figure[] => [
  speedOf(vehicle),
  fuelOf(vehicle),
  {
    icon: "ignition",
    name: fleetText().ignition,
    value: ignitionText(vehicle.ignition),
    unit: "",
    ...ageOf(vehicle, "ignition"),
  },
  {
    icon: "odometer",
    name: fleetText().odometer,
    value: known(vehicle.odometerKm, wholeText),
    unit: "km",
    ...ageOf(vehicle, "odometerKm"),
  },
  {
    icon: "voltage",
    name: fleetText().supply,
    value: known(vehicle.externalV, tenthsText),
    unit: "V",
    ...ageOf(vehicle, "externalV"),
  },
  {
    icon: "satellite",
    name: fleetText().satellites,
    value: known(vehicle.satellites, wholeText),
    unit: "",
    ...ageOf(vehicle, "satellites"),
  },
];

const tile = (figure: Figure): TemplateResult =>
  html`<figure-tile
    icon=${figure.icon}
    name=${figure.name}
    value=${figure.value}
    unit=${figure.unit}
    missing=${figure.missing ?? fleetText().noData}
    ?stale=${figure.stale}
    .since=${figure.since}
  ></figure-tile>`;

/** The figures of one car, each with its age. */
@customElement("live-figures")
export class LiveFigures extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 1px;
      border-block: 1px solid var(--line);
      background: var(--line);
    }
  `;

  @property({ attribute: false }) vehicle: VehicleSummary | undefined;

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override render() {
    return this.vehicle ? figuresOf(this.vehicle).map(tile) : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "live-figures": LiveFigures;
  }
}
