import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { compassText, tenthsText, wholeText } from "../page/figures.ts";
import type { IconName } from "../page/icons.ts";
import "./figure-tile.ts";

type Figure = {
  readonly icon: IconName;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly since: string | null;
  readonly missing?: string;
};

const known = (value: number | null, text: (value: number) => string): string =>
  value === null ? "" : text(value);

const ignitionText = (ignition: boolean | null): string => {
  if (ignition === null) return "";
  return ignition ? "On" : "Off";
};

const figuresOf = (vehicle: VehicleSummary): Figure[] => {
  const { ts, positionTs, speedKmh, headingDeg, fuelPct, fuelLitres } = vehicle;
  const heading = speedKmh !== null && headingDeg !== null ? ` ${compassText(headingDeg)}` : "";
  const fuel =
    fuelPct === null
      ? { value: known(fuelLitres, tenthsText), unit: "l" }
      : {
          value: wholeText(fuelPct),
          unit: fuelLitres === null ? "%" : `% · ${wholeText(fuelLitres)} l`,
        };
  return [
    {
      icon: "gauge",
      name: "Speed",
      value: known(speedKmh, wholeText),
      unit: `km/h${heading}`,
      since: positionTs,
      missing: vehicle.motion === "parked" ? "standing" : "no data",
    },
    { icon: "fuel", name: "Fuel", ...fuel, since: ts },
    {
      icon: "ignition",
      name: "Ignition",
      value: ignitionText(vehicle.ignition),
      unit: "",
      since: ts,
    },
    {
      icon: "odometer",
      name: "Odometer",
      value: known(vehicle.odometerKm, wholeText),
      unit: "km",
      since: ts,
    },
    {
      icon: "voltage",
      name: "Supply",
      value: known(vehicle.externalV, tenthsText),
      unit: "V",
      since: ts,
    },
    {
      icon: "satellite",
      name: "Satellites",
      value: known(vehicle.satellites, wholeText),
      unit: "",
      since: ts,
    },
  ];
};

const tile = ({ icon, name, value, unit, since, missing = "no data" }: Figure): TemplateResult =>
  html`<figure-tile
    icon=${icon}
    name=${name}
    value=${value}
    unit=${unit}
    missing=${missing}
    .since=${since}
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

  protected override render() {
    return this.vehicle ? figuresOf(this.vehicle).map(tile) : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "live-figures": LiveFigures;
  }
}
