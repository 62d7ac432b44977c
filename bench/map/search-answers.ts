import type { Page } from "playwright-core";

/** Longer than this nobody waits, and the list shows something else than it should, ms. */
const GIVE_UP_MS = 10_000;

/** What the list has to show before a keypress counts as answered. */
type Answer = {
  /** Cars left. */
  readonly left: number;
  /** What every row's plate then holds, without the space in it. */
  readonly holds: string;
  readonly giveUpMs: number;
};

/** Runs in the page: begins to wait for a key, and then for the frame that shows its answer; ms. */
const awaitKey = ({ left, holds, giveUpMs }: Answer): { answered: Promise<number> } => {
  const find = (root: ParentNode, selector: string): Element[] =>
    [...root.querySelectorAll("*")].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? find(element.shadowRoot, selector) : []),
    ]);
  const browser = find(document, "fleet-browser")[0]?.shadowRoot;
  if (!browser) throw new Error("there is no list");
  const isAnswered = (): boolean => {
    const total = browser.querySelector(".total")?.textContent ?? "";
    const [shown = ""] = total.split(" ");
    const plates = find(browser, ".plate").map(({ textContent }) => textContent.replace(" ", ""));
    return (
      Number(shown.replaceAll(",", "")) === left &&
      plates.length > 0 &&
      plates.every((plate) => plate.includes(holds))
    );
  };
  const answered = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error(`no list of ${left} cars for ${holds}`)), giveUpMs);
    const onKey = ({ timeStamp }: KeyboardEvent): void => {
      const look = (): void => {
        if (!isAnswered()) return void requestAnimationFrame(look);
        // a task of its own comes after the frame that was being made
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => resolve(performance.now() - timeStamp));
        port1.start();
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    };
    document.addEventListener("keydown", onKey, { once: true, capture: true });
  });
  return { answered };
};

/**
 * Types a search key by key and answers how long each took, ms: from the keypress to the frame in
 * which the list shows the cars it left.
 */
export const typeAndTime = async (
  page: Page,
  typed: string,
  plates: readonly string[],
): Promise<number[]> => {
  const field = page.getByLabel("Search vehicles");
  await field.fill("");
  await field.focus();
  const tookMs: number[] = [];
  for (let length = 1; length <= typed.length; length++) {
    const holds = typed.slice(0, length);
    const left = plates.filter((plate) => plate.replace(" ", "").includes(holds)).length;
    const waiting = await page.evaluateHandle(awaitKey, { left, holds, giveUpMs: GIVE_UP_MS });
    await page.keyboard.press(typed[length - 1] ?? "");
    tookMs.push(await waiting.evaluate(({ answered }) => answered));
  }
  return tookMs;
};
