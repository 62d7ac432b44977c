/** What the person chose; `system` follows the operating system. */
export type ThemeChoice = "system" | "light" | "dark";
/** What is on screen. */
export type Theme = "light" | "dark";

const STORAGE_KEY = "roadledger.theme";
const darkQuery = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<(theme: Theme) => void>();

/** Reads the choice kept in this browser; `system` when there is none. */
export const readThemeChoice = (): ThemeChoice => {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
};

/** The theme on screen now. */
export const readTheme = (): Theme => {
  const choice = readThemeChoice();
  if (choice !== "system") return choice;
  return darkQuery.matches ? "dark" : "light";
};

const announce = (): void => {
  for (const listener of listeners) listener(readTheme());
};

/** Puts the stored choice on the page; called once, before anything is drawn. */
export const applyStoredTheme = (): void => {
  const choice = readThemeChoice();
  if (choice === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = choice;
};

/** Changes the theme now and for the next visit. */
export const chooseTheme = (choice: ThemeChoice): void => {
  if (choice === "system") localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, choice);
  applyStoredTheme();
  announce();
};

/** Calls back on each change, the system's included, until the returned function is called. */
export const onThemeChange = (listener: (theme: Theme) => void): (() => void) => {
  if (listeners.size === 0) darkQuery.addEventListener("change", announce);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) darkQuery.removeEventListener("change", announce);
  };
};
