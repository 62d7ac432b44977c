import { wholeText } from "../../i18n/figures.ts";

export const text = {
  title: "Go to",
  placeholder: "Plate, driver, customer, booking or page",
  kinds: { car: "Cars", alert: "Open alerts", page: "Pages" },
  none: "Nothing is called that",
  found: (count: number) => (count === 1 ? "1 place" : `${wholeText(count)} places`),
  keys: { choose: "choose", open: "open", close: "close" },
};

export type GoToText = typeof text;
