import { afterEach, expect, test, vi } from "vitest";
import { fault, FAULTS } from "../../../contracts/faults.ts";
import { LANGUAGES, localeOf, setLocale } from "../i18n/language.ts";
import { faultWords, loadFaultWords } from "./fault-words.ts";
import { faultText } from "./text.ts";

afterEach(() => setLocale(localeOf([])));

const paramsIn = (words: string): string[] => words.match(/\{\w+\}/g) ?? [];

const speaking = async (language: string): Promise<void> => {
  setLocale(localeOf([language]));
  await faultText.load();
};

test.each(LANGUAGES)("in %s there are words for every fault the server knows", async (language) => {
  await speaking(language);
  const said = faultText();
  expect(Object.keys(said).toSorted()).toEqual(Object.keys(FAULTS).toSorted());
  for (const [code, words] of Object.entries(said)) {
    const english = Object.entries(FAULTS).find(([known]) => known === code)?.[1] ?? "";
    expect([code, words]).not.toEqual([code, ""]);
    // a parameter that the server does not send would stand in braces
    const unknown = paramsIn(words).filter((param) => !paramsIn(english).includes(param));
    expect([code, unknown]).toEqual([code, []]);
  }
});

test("a reader of another language is told no English", async () => {
  await speaking("en");
  const english = { ...faultText() };
  for (const language of LANGUAGES.filter((each) => each !== "en")) {
    await speaking(language);
    for (const [code, words] of Object.entries(faultText()))
      expect(words).not.toBe(Object.entries(english).find(([known]) => known === code)?.[1]);
  }
});

test("figures are written as the language writes them, and names stay whole", async () => {
  await speaking("de");
  expect(faultWords(fault("too_many_rows", { rows: 12_345, most: 5_000 }))).toBe(
    "Die Datei hat 12.345 Zeilen; ein Import fasst höchstens 5.000: Teilen Sie sie auf.",
  );
  expect(faultWords(fault("column_twice", { column: "Kennz." }))).toBe(
    "Zwei Spalten geben das an, auch „\u2068Kennz.\u2069“.",
  );
});

test("a fault newer than the page is told in the server's words", async () => {
  await speaking("sv");
  expect(faultWords({ code: "from_the_future", message: "is odd" })).toBe("is odd");
  expect(faultWords({ message: "is odd" })).toBe("is odd");
});

test("without words the server's are better than none", async () => {
  const missing = vi.spyOn(faultText, "load").mockRejectedValue(new Error("no network"));
  const words = await loadFaultWords();
  expect(words(fault("no_vehicle"))).toBe("names no vehicle");
  missing.mockRestore();
});
