import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { kmText, litresText } from "../i18n/figures.ts";
import type { ChartData } from "../kit/chart/chart-data.ts";
import "../kit/chart/time-chart.ts";
import { controls } from "../kit/controls.ts";
import "../kit/data-table.ts";
import type { TableColumn, TableSort } from "../kit/data-table.ts";
import "../kit/state-message.ts";
import "../kit/virtual-list.ts";
import "./sample-car-row.ts";
import { type SampleCar, sampleCars } from "./sample-cars.ts";
import { sampleCard, sampleStyles } from "./sample-styles.ts";

const PAGE = 6;
const CARS = sampleCars(10_000);
const START_MS = Date.parse("2026-03-03T06:00:00Z");
const STEP_MS = 10 * 60_000;
const POINTS = 72;

const COLUMNS: readonly TableColumn<SampleCar>[] = [
  { id: "plate", label: "Plate", sortable: true, cell: ({ plate }) => html`<b>${plate}</b>` },
  { id: "model", label: "Model", cell: ({ model }) => model },
  { id: "driver", label: "Driver", cell: ({ driver }) => driver },
  { id: "km", label: "Distance", align: "end", sortable: true, cell: ({ km }) => kmText(km) },
  { id: "litres", label: "Fuel", align: "end", cell: ({ litres }) => litresText(litres) },
];

const overTime = (value: (index: number) => number | null): (number | null)[] =>
  Array.from({ length: POINTS }, (_none, index) => value(index));

const DAY: ChartData = {
  atMs: Array.from({ length: POINTS }, (_none, index) => START_MS + index * STEP_MS),
  series: [
    {
      label: "Speed",
      unit: "km/h",
      shape: "area",
      values: overTime((index) => (index % 19 > 14 ? 0 : 48 + 34 * Math.sin(index / 3))),
    },
    {
      label: "Fuel",
      unit: "l",
      shape: "steps",
      values: overTime((index) => (index > 30 && index < 34 ? null : 52 - index / 2.2)),
    },
  ],
};

const WEEK: ChartData = {
  atMs: Array.from({ length: 14 }, (_none, index) => START_MS + index * 86_400_000),
  series: [
    {
      label: "Distance",
      unit: "km",
      shape: "bars",
      values: overTime((index) => 180 + ((index * 97) % 240)).slice(0, 14),
    },
  ],
};

/** What holds many things: tables in each state, a list of ten thousand, charts. */
@customElement("data-samples")
export class DataSamples extends LitElement {
  static override styles = [
    controls,
    sampleStyles,
    css`
      virtual-list {
        height: 220px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        overflow: hidden;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
        gap: 16px;
      }
    `,
  ];

  @state() private shown = PAGE;
  @state() private sort: TableSort = { column: "plate", descending: false };
  @state() private picked = "";

  get #rows(): readonly SampleCar[] {
    const { column, descending } = this.sort;
    const cars = CARS.slice(0, 20).toSorted((a, b) =>
      column === "km" ? a.km - b.km : a.plate.localeCompare(b.plate),
    );
    return (descending ? cars.toReversed() : cars).slice(0, this.shown);
  }

  #table() {
    return html`<data-table
        id="cars"
        label="Cars"
        .columns=${COLUMNS}
        .rows=${this.#rows}
        .sort=${this.sort}
        .selectedId=${this.picked}
        ?has-more=${this.shown < 20}
        @sort-change=${(event: CustomEvent<TableSort>) => (this.sort = event.detail)}
        @more=${() => (this.shown += PAGE)}
        @row-pick=${(event: CustomEvent<string>) => (this.picked = event.detail)}
      ></data-table>
      <h3>Loading, failed, empty</h3>
      <div class="pair">
        <data-table label="Loading" .columns=${COLUMNS.slice(0, 2)} state="loading"></data-table>
        <data-table label="Failed" .columns=${COLUMNS.slice(0, 2)} state="failed"></data-table>
        <data-table label="Empty" .columns=${COLUMNS.slice(0, 2)}>
          <state-message slot="empty" icon="car" heading="No cars yet" action="Add the first car"
            >Cars appear here as soon as they are added.</state-message
          >
        </data-table>
      </div>`;
  }

  readonly #renderItem = ({ plate, model }: SampleCar) =>
    html`<sample-car-row plate=${plate} model=${model}></sample-car-row>`;

  #charts() {
    return html`<h3>Charts</h3>
      <div class="pair">
        <time-chart
          id="day"
          label="Speed and fuel of ABC 123"
          zone="Europe/Stockholm"
          .data=${DAY}
        ></time-chart>
        <time-chart
          label="Distance of the fleet by day"
          zone="Europe/Stockholm"
          .data=${WEEK}
        ></time-chart>
      </div>`;
  }

  protected override render() {
    return sampleCard(
      "Data",
      html`${this.#table()}
        <h3>A list of ten thousand</h3>
        <virtual-list
          id="list"
          label="All cars"
          .items=${CARS}
          .renderRow=${this.#renderItem}
          .selectedId=${this.picked}
          @item-pick=${(event: CustomEvent<string>) => (this.picked = event.detail)}
        ></virtual-list>
        ${this.#charts()}`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "data-samples": DataSamples;
  }
}
