// The charting library with its looks: a chunk of its own, fetched when the first chart is drawn.
import UPlot from "uplot";
import css from "uplot/dist/uPlot.min.css?inline";

export { css, UPlot };
