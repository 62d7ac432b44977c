import { wholeText } from "../../i18n/figures.ts";

export const text = {
  loading: "Loading",
  close: "Close",
  cancel: "Cancel",
  apply: "Apply",
  undo: "Undo",
  tryAgain: "Try again",
  optional: "optional",
  clear: "Clear",
  notices: "Notices",
  urgentNotices: "Urgent notices",
  notANumber: "This is not a number.",
  atLeast: (least: string) => `At least ${least}.`,
  atMost: (most: string) => `At most ${most}.`,
  inZone: (zone: string) => `By the clocks of ${zone}.`,

  rows: (shown: number, more: boolean) =>
    more
      ? `${wholeText(shown)} rows so far`
      : `${wholeText(shown)} ${shown === 1 ? "row" : "rows"}`,
  moreRows: "Show more",
  loadFailed: "This could not be loaded",
  nothingHere: "Nothing here yet",

  choose: "Choose",
  searching: "Searching…",
  noMatch: "Nothing matches",
  matches: (count: number) => (count === 1 ? "1 match" : `${wholeText(count)} matches`),
  searchFailed: "The search did not get through",

  period: "Period",
  from: "From",
  to: "To",
  presets: {
    today: "Today",
    yesterday: "Yesterday",
    last7: "Last 7 days",
    last30: "Last 30 days",
    thisMonth: "This month",
    lastMonth: "Last month",
    thisQuarter: "This quarter",
    thisYear: "This year",
    custom: "Other",
  },
  endBeforeStart: "The end lies before the start.",

  copy: (label: string) => `Copy: ${label}`,
  copied: "Copied",
  marked: "Marked: press Ctrl-C",

  chartTable: "Show as a table",
  chartDrawing: "Show as a chart",
  chartTime: "Time",

  staleSince: (ago: string) => `Last updated ${ago}`,
};

export type KitText = typeof text;
