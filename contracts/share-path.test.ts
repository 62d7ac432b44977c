import { expect, test } from "vitest";
import { tokenOfSharePath } from "./share-path.ts";

test.each([
  ["/s/abc-_1", "abc-_1"],
  ["/s/abc/", "abc"],
  ["/s/", undefined],
  ["/s", undefined],
  ["/s/abc/more", undefined],
  ["/setup/abc", undefined],
  ["/", undefined],
])("%s opens %s", (path, token) => {
  expect(tokenOfSharePath(path)).toBe(token);
});
