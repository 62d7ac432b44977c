import { expect, test } from "vitest";
import { deviceNameOf } from "./device-name.ts";

const APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${APPLE} Chrome/149.0.0.0 Safari/537.36 Edg/149.0.0.0`,
    { browser: "Edge", system: "Windows" },
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${APPLE} Version/26.0 Mobile/15E148 Safari/604.1`,
    { browser: "Safari", system: "iPhone" },
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${APPLE} Chrome/149.0.0.0 Mobile Safari/537.36`,
    { browser: "Chrome", system: "Android" },
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
    { browser: "Firefox", system: "Linux" },
  ],
  ["curl/8.14.1", { browser: "curl", system: undefined }],
  ["node", undefined],
])("%s", (userAgent, name) => {
  expect(deviceNameOf(userAgent)).toEqual(name);
});
