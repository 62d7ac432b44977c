import { readFile } from "node:fs/promises";
import type axeCore from "axe-core";
import type { Page } from "playwright-core";
import { inCheckout } from "../starter/checkout.ts";

declare global {
  interface Window {
    /** What axe's script leaves in a page. */
    readonly axe?: typeof axeCore;
  }
}

/** Sizes every page has to fit: a phone, and a desktop. */
export const SCREENS = {
  phone: { width: 390, height: 844 },
  wide: { width: 1440, height: 900 },
} as const;

/** What a context has to be told besides its size: a phone is touched. */
export const POINTERS = {
  phone: { hasTouch: true, isMobile: true },
  wide: {},
} as const;

/** Rules of axe that another theme of the same page may break: it changes colours alone. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

const axeScript = await readFile(inCheckout("node_modules/axe-core/axe.min.js"), "utf8");

/** What axe calls serious or critical, as `rule: element`; by all of its rules unless some are given. */
export const axeViolations = async (page: Page, rules?: string[]): Promise<string[]> => {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axeScript);
  return page.evaluate(async (values) => {
    if (!window.axe) throw new Error("axe is not in the page");
    const { violations } = await window.axe.run({
      // Nobody reads what passed.
      resultTypes: ["violations"],
      ...(values && { runOnly: { type: "rule" as const, values } }),
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  }, rules);
};

/**
 * Elements whose content is wider than they are, shadow trees included, as
 * `component name: by so many px`.
 * What scrolls by itself, ends in an ellipsis, is read out only, or draws its own map is left out.
 */
export const widerThanTheirBox = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isExempt = (element: Element): boolean => {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
      return (
        overflowX === "auto" ||
        overflowX === "scroll" ||
        textOverflow === "ellipsis" ||
        clipPath !== "none" ||
        element.matches("input, select, textarea, svg *, .maplibregl-map, .maplibregl-map *")
      );
    };
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        const by = element.scrollWidth - element.clientWidth;
        if (element.clientWidth > 0 && by > 1 && !isExempt(element)) {
          const host = root instanceof ShadowRoot ? `${root.host.localName} ` : "";
          found.push(`${host}${element.localName}.${element.className}: by ${by} px`);
        }
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return found;
  });

/** What has to be read whole: how the line is, what has happened, how bad that is and who is at it. */
const READ_WHOLE =
  "connection-pill .words, alert-row .what, alert-row tone-tag .words, alert-row .state, figure-tile .name .words";

/** Words of those that do not all show. */
export const cutShort = (page: Page): Promise<string[]> =>
  page
    .locator(READ_WHOLE)
    .evaluateAll((elements) =>
      elements
        .filter(
          ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
            scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1,
        )
        .map(({ textContent }) => textContent),
    );

/** What a finger is sure to hit is at least as high and as wide, CSS pixels (WCAG 2.5.5). */
const FINGER_PX = 44;

/**
 * What can be pressed and a finger might miss, shadow trees included, as `component name "words": width × height`.
 * An area that a `::before` or `::after` adds counts, and so does the label of a box; links within a
 * line of text, the map's own corner and what cannot be seen are left out.
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate((leastPx) => {
    const PRESSED =
      "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=option]," +
      "[role=menuitem], [role=checkbox], [role=radio], [role=switch], [role=slider], [role=gridcell]:not(td), .next, .row .mark";
    const isReadOutOnly = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).clipPath !== "none" || isReadOutOnly(element.parentElement));
    const isExempt = (element: Element): boolean =>
      element.matches(":disabled, [inert] *, .maplibregl-ctrl-attrib *") ||
      getComputedStyle(element).display === "inline" ||
      isReadOutOnly(element) ||
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    /** Width and height of what reacts to a finger. */
    const sizeOf = (element: Element): [number, number] => {
      const boxes = [element, element.closest("label")].map((box) => box?.getBoundingClientRect());
      const added = ["::before", "::after"].map((pseudo) => getComputedStyle(element, pseudo));
      const areas = added
        .filter(({ position, content }) => position === "absolute" && content !== "none")
        .map(({ width, height }) => ({ width: parseFloat(width), height: parseFloat(height) }));
      const all = [...boxes, ...areas].map(
        (each) => [each?.width ?? 0, each?.height ?? 0] as const,
      );
      return [Math.max(...all.map(([width]) => width)), Math.max(...all.map(([, high]) => high))];
    };
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.matches(PRESSED) && !isExempt(element)) {
          const [width, height] = sizeOf(element);
          if (width > 0 && Math.min(width, height) < leastPx - 0.5) {
            const host = root instanceof ShadowRoot ? `${root.host.localName} ` : "";
            const words = (element.getAttribute("aria-label") ?? element.textContent).trim();
            const size = `${Math.round(width)} × ${Math.round(height)}`;
            found.push(
              `${host}${element.localName}.${element.className} "${words.slice(0, 30)}": ${size}`,
            );
          }
        }
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return [...new Set(found)];
  }, FINGER_PX);

/** How much of the page has moved by itself since it was opened, all in all (Web Vitals). */
export const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value = 0, hadRecentInput = false } = entry as PerformanceEntry & {
              value?: number;
              hadRecentInput?: boolean;
            };
            if (!hadRecentInput) sum += value;
          }
        });
        observer.observe({ type: "layout-shift", buffered: true });
        // entries of the past are handed over in a task of their own, before the second frame
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );

/** Requests that left the origin of `url`. */
export const foreignRequests = (requested: readonly string[], url: string): string[] => {
  const { origin, host } = new URL(url);
  const own = [origin, `ws://${host}`, "blob:", "data:"];
  return requested.filter((each) => !own.some((start) => each.startsWith(start)));
};
