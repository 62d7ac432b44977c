import { afterEach, expect, test } from "vitest";
import { localeOf, setLocale } from "../i18n/language.ts";
import { fleetText } from "./text.ts";
import { typeText } from "./type-text.ts";

afterEach(() => setLocale(localeOf([])));

test.each([
  ["en", "CAR", "Car"],
  ["sv", "VAN", "Skåpbil"],
  ["de", "truck", "Lkw"],
  ["es", "CAR", "Turismo"],
  ["es", "Quad", "Quad"],
])("in %s a %s is called %s", async (language, vehicleType, words) => {
  setLocale(localeOf([language]));
  await fleetText.load();
  expect(typeText(vehicleType)).toBe(words);
});
