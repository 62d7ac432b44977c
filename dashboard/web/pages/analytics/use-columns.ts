import { html, nothing, svg, type TemplateResult } from "lit";
import {
  type AnalyticsRow,
  AnalyticsSort,
  type AnalyticsSubject,
} from "../../../../contracts/analytics.ts";
import { type MeasureName, measureText } from "../../analytics/measures.ts";
import { analyticsText } from "../../analytics/text.ts";
import type { TableColumn } from "../../kit/data-table.ts";
import "./change-note.ts";

/** Everything that rows can be put in order by is a column; the name is the first. */
const CAR_MEASURES: readonly MeasureName[] = AnalyticsSort.exclude(["name"]).options;
/** Nobody rents a driver. */
const DRIVER_MEASURES = CAR_MEASURES.filter((name) => name !== "rentedShare");

/** The name of a row, which may be anything somebody typed; or that nobody is known to have driven. */
export const rowName = ({ name }: AnalyticsRow): string => name ?? analyticsText().nobody;

/** Size of the course in a cell, CSS pixels. */
const [WIDTH, HEIGHT] = [72, 22];

/** How far the car or driver went in each step, as bars; the same is in the chart's table as figures. */
const course = (distances: readonly number[]): TemplateResult => {
  const highest = Math.max(1, ...distances);
  const step = WIDTH / Math.max(1, distances.length);
  const bars = distances.map((km, place) => {
    const height = (km / highest) * HEIGHT;
    return svg`<rect x=${place * step} y=${HEIGHT - height} width=${Math.max(0.5, step * 0.72)}
      height=${height} />`;
  });
  return html`<svg
    width=${WIDTH}
    height=${HEIGHT}
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    style="display:block;fill:var(--chart-1)"
    aria-hidden="true"
  >
    ${bars}
  </svg>`;
};

const scoreCell = (row: AnalyticsRow): string =>
  row.figures.score.points === null ? analyticsText().tooLittle : measureText("score", row.figures);

const distanceCell = ({ figures, before }: AnalyticsRow): TemplateResult =>
  html`${measureText("distanceKm", figures)}${
    before.distanceKm === 0
      ? nothing
      : html`<br /><change-note
            measure="distanceKm"
            .figures=${figures}
            .earlier=${before}
          ></change-note>`
  }`;

const cellOf = (name: MeasureName, row: AnalyticsRow): TemplateResult | string => {
  if (name === "score") return scoreCell(row);
  return name === "distanceKm" ? distanceCell(row) : measureText(name, row.figures);
};

/** The columns of the table by car or by driver. */
export const useColumns = (by: AnalyticsSubject): TableColumn<AnalyticsRow>[] => {
  const t = analyticsText();
  const measures: readonly MeasureName[] = by === "vehicle" ? CAR_MEASURES : DRIVER_MEASURES;
  const [distance, ...others] = measures.map((name): TableColumn<AnalyticsRow> => ({
    ...{ id: name, label: t.measures[name], align: "end", sortable: true },
    cell: (row) => cellOf(name, row),
  }));
  return [
    {
      ...{ id: "name", label: by === "vehicle" ? t.measures.name : t.driver, sortable: true },
      cell: (row) =>
        html`<b style="display:inline-block;min-width:84px">${rowName(row)}</b>${
            row.detail === null ? nothing : html`<br />${row.detail}`
          }`,
    },
    ...(distance ? [distance] : []),
    { id: "course", label: t.trend, cell: ({ distances }) => course(distances) },
    ...others,
  ];
};
