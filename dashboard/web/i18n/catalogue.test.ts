import { afterEach, expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { localeOf, setLocale } from "./language.ts";

afterEach(() => setLocale(localeOf([])));

const greeting = () => {
  const fetched: string[] = [];
  const source = (language: string, text: string) => async () => {
    fetched.push(language);
    return { text };
  };
  const words = catalogue({
    en: source("en", "Hello"),
    sv: source("sv", "Hej"),
    de: source("de", "Hallo"),
    es: source("es", "Hola"),
  });
  return { words, fetched };
};

test("only the language in force is fetched, and once", async () => {
  const { words, fetched } = greeting();
  await words.load();
  await words.load();
  expect([words(), fetched]).toEqual(["Hello", ["en"]]);
});

test("a language chosen while words are on their way is the one they come in", async () => {
  const { words } = greeting();
  const loading = words.load();
  setLocale(localeOf(["sv"]));
  await loading;
  expect(words()).toBe("Hej");
});

test("words that are not there yet are an error, not an empty page", () => {
  expect(greeting().words).toThrow(/before they were loaded/);
});
