/** Languages the dashboard speaks. Each catalogue has every one of them, or it does not compile. */
export const LANGUAGES = ["en", "sv", "de", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages' own names, as a person looks for theirs. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  sv: "Svenska",
  de: "Deutsch",
  es: "Español",
};

/** What the page speaks, and the BCP 47 tag by whose habits it writes numbers and dates. */
export type Locale = { readonly language: Language; readonly tag: string };

/** Where a language is mostly written this way, for who names no region. */
const HOME_TAGS: Readonly<Record<Language, string>> = {
  en: "en-GB",
  sv: "sv-SE",
  de: "de-DE",
  es: "es-ES",
};

const isLanguage = (word: string | undefined): word is Language =>
  LANGUAGES.some((language) => language === word);

/** The first of the wanted tags that the dashboard speaks, region kept; English if it speaks none. */
export const localeOf = (wanted: readonly string[]): Locale => {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    if (isLanguage(language))
      return { language, tag: tag.includes("-") ? tag : HOME_TAGS[language] };
  }
  return { language: "en", tag: HOME_TAGS.en };
};

const STORAGE_KEY = "roadledger.language";

/** A language as this browser wants it: who reads German in Austria gets Austrian figures. */
export const localeFor = (language: Language): Locale =>
  localeOf([...navigator.languages.filter((tag) => tag.startsWith(`${language}-`)), language]);

/** The locale for this visit: the one chosen in this browser, else the one the browser asks for. */
export const readPreferredLocale = (): Locale => {
  const stored = localStorage.getItem(STORAGE_KEY) ?? undefined;
  return isLanguage(stored) ? localeFor(stored) : localeOf(navigator.languages);
};

/** Whether somebody has chosen a language in this browser. */
export const isLanguageChosen = (): boolean =>
  isLanguage(localStorage.getItem(STORAGE_KEY) ?? undefined);

/** Remembers the person's choice for the next visits. */
export const storeLanguage = (language: Language): void =>
  localStorage.setItem(STORAGE_KEY, language);

let current: Locale = localeOf([]);

/** The locale everything on the page is written in now. */
export const locale = (): Locale => current;

/** Puts another locale in force; what is on screen already does not change by itself. */
export const setLocale = (next: Locale): void => {
  current = next;
};
