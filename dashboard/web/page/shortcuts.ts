import type { ReactiveController, ReactiveControllerHost } from "lit";

const isTyping = (event: KeyboardEvent): boolean => {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
};

/** Space and Enter press what has the focus; no shortcut takes them from it. */
const isPressing = (event: KeyboardEvent): boolean => {
  const target = event.composedPath()[0];
  const isPress = event.key === " " || event.key === "Enter";
  return isPress && target instanceof HTMLElement && target.matches("button, a[href]");
};

/** What Shift makes of a letter, whatever Caps Lock does. */
const letterOf = ({ key, shiftKey }: KeyboardEvent): string => {
  if (key.length > 1) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
};

/** `Ctrl+z` and `Ctrl+Z` (with Shift) also stand for the Command key of a Mac. */
const keyOf = (event: KeyboardEvent): string => {
  const key = letterOf(event);
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
};

class Shortcuts implements ReactiveController {
  readonly #actions: Readonly<Record<string, () => void>>;

  constructor(actions: Readonly<Record<string, () => void>>) {
    this.#actions = actions;
  }

  hostConnected(): void {
    addEventListener("keydown", this.#keydown);
  }

  hostDisconnected(): void {
    removeEventListener("keydown", this.#keydown);
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.altKey || event.defaultPrevented) return;
    if (isPressing(event) || (isTyping(event) && event.key !== "Escape")) return;
    const action = this.#actions[keyOf(event)];
    if (!action) return;
    event.preventDefault();
    action();
  };
}

/** Calls the function of a key while the element is on the page, except while somebody types. */
export const bindShortcuts = (
  host: ReactiveControllerHost,
  actions: Readonly<Record<string, () => void>>,
): void => {
  host.addController(new Shortcuts(actions));
};
