import { expect, test } from "vitest";
import { localeOf } from "./language.ts";

test.each([
  [["sv-SE", "en"], { language: "sv", tag: "sv-SE" }],
  [["fr-FR", "de-AT"], { language: "de", tag: "de-AT" }],
  [["ES"], { language: "es", tag: "es-ES" }],
  [["en-US"], { language: "en", tag: "en-US" }],
  [["ja"], { language: "en", tag: "en-GB" }],
  [[], { language: "en", tag: "en-GB" }],
])("who wants %j reads %j", (wanted, expected) => {
  expect(localeOf(wanted)).toEqual(expected);
});
