import { filledText } from "./filled-text.ts";
import { type Language, locale, type Locale, storeLanguage, setLocale } from "./language.ts";

/**
 * The words of one part of the page: called, it answers them in the language in force. `load` has
 * to be awaited before the first call, which throws otherwise. Names filled into its sentences turn no
 * other words around, however they are written.
 */
export type Catalogue<Text> = {
  (): Text;
  /** Fetches the words in the language in force. Rejects when the server cannot be reached. */
  readonly load: () => Promise<void>;
};

type Sources<Text> = Readonly<Record<Language, () => Promise<{ readonly text: Text }>>>;

/** How each catalogue that is on the page fetches another language. */
const inUse = new Set<(language: Language) => Promise<void>>();
const listeners = new Set<() => void>();

/** A catalogue whose languages arrive as chunks of their own, each when it is needed. */
export const catalogue = <Text>(sources: Sources<Text>): Catalogue<Text> => {
  const texts = new Map<Language, Text>();
  const fetchIn = async (language: Language): Promise<void> => {
    if (!texts.has(language)) texts.set(language, filledText((await sources[language]()).text));
  };
  const read = (): Text => {
    const text = texts.get(locale().language);
    if (text === undefined) throw new Error(`words were read before they were loaded`);
    return text;
  };
  const load = async (): Promise<void> => {
    inUse.add(fetchIn);
    // the person may choose another language meanwhile
    while (!texts.has(locale().language)) await fetchIn(locale().language);
  };
  return Object.assign(read, { load });
};

const announce = (): void => {
  for (const listener of listeners) listener();
};

/** Speaks another locale from now on, once every word on the page is there in it. */
export const switchLocale = async (next: Locale): Promise<void> => {
  await Promise.all([...inUse].map((fetchIn) => fetchIn(next.language)));
  setLocale(next);
  document.documentElement.lang = next.tag;
  announce();
};

/** Switches to the language a person chose, and stays with it on later visits. */
export const chooseLanguage = async (next: Locale): Promise<void> => {
  await switchLocale(next);
  storeLanguage(next.language);
};

/** Calls back after each switch, until the returned function is called. */
export const onLanguageChange = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
