/** What a program's `User-Agent` says it is; undefined where it says nothing we know. */
export type DeviceName = { readonly browser: string; readonly system: string | undefined };

/** In this order: each names itself as those below it too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

const firstOf = (
  patterns: readonly (readonly [RegExp, string])[],
  userAgent: string,
): string | undefined => patterns.find(([pattern]) => pattern.test(userAgent))?.[1];

/** Reads a `User-Agent` for people to tell their devices apart by, and for nothing else. */
export const deviceNameOf = (userAgent: string): DeviceName | undefined => {
  const browser = firstOf(BROWSERS, userAgent);
  return browser === undefined ? undefined : { browser, system: firstOf(SYSTEMS, userAgent) };
};
