import type uPlot from "uplot";
import { dayText, timeText } from "../../i18n/dates.ts";
import { tenthsText, wholeText } from "../../i18n/figures.ts";
import { tokenColor } from "../../page/token-color.ts";
import type { ChartData, ChartSeries, PlotPlace, SeriesShape, TimeSpan } from "./chart-data.ts";

const DAY_MS = 86_400_000;
/** Colours there are; series past them begin again. */
const COLORS = 5;

/** The token of a series' colour, by its place. */
export const seriesToken = (index: number): string => `--chart-${(index % COLORS) + 1}`;

/** A value with its unit; an en dash where nothing is known. */
export const valueText = (value: number | null | undefined, unit: string): string => {
  if (value === null || value === undefined) return "–";
  const figure = Math.abs(value) < 100 && !Number.isInteger(value) ? tenthsText : wholeText;
  return unit ? `${figure(value)} ${unit}` : figure(value);
};

const pathOf = (
  paths: uPlot.Series.PathBuilderFactories,
  shape: SeriesShape,
): uPlot.Series.PathBuilder | undefined => {
  if (shape === "steps") return paths.stepped?.({ align: 1 });
  if (shape === "points") return () => null;
  if (shape === "bars") return paths.bars?.({ size: [0.7, 28], radius: 0.2 });
  return paths.linear?.();
};

/** Figures without a neighbour, through which no line goes. */
const loneFigures: uPlot.Series.Points.Filter = ({ data }, series) => {
  const figures = data[series] ?? [];
  const isKnown = (at: number) => typeof figures[at] === "number";
  return Array.from(figures.keys()).filter(
    (at) => isKnown(at) && !isKnown(at - 1) && !isKnown(at + 1),
  );
};

const pointsOf = (shape: SeriesShape, color: string): uPlot.Series.Points => {
  if (shape === "points") return { show: true, size: 8, fill: color };
  if (shape === "bars") return { show: false };
  return { show: true, size: 6, fill: color, filter: loneFigures };
};

const seriesOptions = (
  { label, shape = "line", scale = "first" }: ChartSeries,
  color: string,
  paths: uPlot.Series.PathBuilderFactories,
): uPlot.Series => {
  const path = pathOf(paths, shape);
  const isFilled = shape === "area" || shape === "bars";
  return {
    label,
    scale,
    stroke: color,
    width: shape === "bars" ? 0 : 2,
    points: pointsOf(shape, color),
    ...(path && { paths: path }),
    ...(isFilled && {
      fill: shape === "bars" ? color : `color-mix(in srgb, ${color} 14%, transparent)`,
    }),
  };
};

type Looks = {
  readonly host: HTMLElement;
  readonly zone: string;
  readonly width: number;
  readonly height: number;
  /** What the time axis reaches over; what the data do unless given. */
  readonly span: TimeSpan | undefined;
  readonly onCursor: (index: number | undefined) => void;
  /** Called whenever the drawing has got another place in the chart's box. */
  readonly onPlace: (place: PlotPlace) => void;
};

/** About how wide a character of an axis is, and what stands around the longest value, CSS pixels. */
const [CHARACTER_PX, AROUND_PX] = [6.4, 16];

/** As wide as its longest value, so that none is cut and a phone keeps its room. */
const axisWidth = (_plot: uPlot, values: string[] | null): number =>
  AROUND_PX + CHARACTER_PX * Math.max(3, ...(values ?? []).map((value) => value.length));

/** The axis of values at one side, its unit at the topmost value. */
const valueAxis = (scale: "first" | "second", unit: string): uPlot.Axis => ({
  scale,
  side: scale === "first" ? 3 : 1,
  ticks: { show: false },
  size: axisWidth,
  values: (_plot, splits) =>
    splits.map((value, index) => valueText(value, index === splits.length - 1 ? unit : "")),
});

const axes = ({ host, zone }: Looks, data: ChartData): uPlot.Axis[] => {
  const grid = { stroke: tokenColor(host, "--line"), width: 1 };
  const looks = {
    stroke: tokenColor(host, "--text-muted"),
    font: `11px ${getComputedStyle(host).fontFamily}`,
  };
  const unitOf = (second: boolean): string | undefined =>
    data.series.find(({ scale }) => (scale === "second") === second)?.unit;
  const secondUnit = unitOf(true);
  return [
    {
      ...looks,
      size: 26,
      grid: { show: false },
      ticks: { show: false },
      border: { show: true, stroke: grid.stroke, width: 1 },
      values: (_plot, splits, _axis, _space, step) =>
        splits.map((ms) => (step >= DAY_MS ? dayText(ms, zone) : timeText(ms, zone))),
    },
    { ...looks, ...valueAxis("first", unitOf(false) ?? ""), grid },
    ...(secondUnit === undefined
      ? []
      : [{ ...looks, ...valueAxis("second", secondUnit), grid: { show: false } }]),
  ];
};

/** From zero, or from below it, to a little above the highest value. */
const fromZero = (_plot: uPlot, min: number, max: number): uPlot.Range.MinMax => [
  Math.min(0, min),
  max <= 0 ? 1 : max * 1.08,
];

/** Everything the charting library has to know, in the colours of the theme that is on screen. */
export const chartOptions = (looks: Looks, data: ChartData, UPlot: typeof uPlot): uPlot.Options => {
  const { host, zone, width, height, span, onCursor, onPlace } = looks;
  const tellPlace = ({ bbox }: uPlot): void =>
    onPlace({ left: bbox.left / devicePixelRatio, width: bbox.width / devicePixelRatio });
  return {
    width,
    height,
    ms: 1,
    tzDate: (ms) => UPlot.tzDate(new Date(ms), zone),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    scales: {
      ...(span && { x: { range: () => [span.fromMs, span.toMs] } }),
      ...Object.fromEntries(data.series.map(({ scale = "first" }) => [scale, { range: fromZero }])),
    },
    axes: axes(looks, data),
    series: [
      {},
      ...data.series.map((series, index) =>
        seriesOptions(series, tokenColor(host, seriesToken(index)), UPlot.paths),
      ),
    ],
    hooks: {
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? undefined)],
      draw: [tellPlace],
    },
  };
};
