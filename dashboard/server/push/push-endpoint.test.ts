import { expect, test } from "vitest";
import { endpointFault, isPublicAddress, lookupPublic } from "./push-endpoint.ts";

test.each([
  ["https://fcm.googleapis.com/fcm/send/abc:def"],
  ["https://updates.push.services.mozilla.com/wpush/v2/abc"],
  ["https://web.push.apple.com/abc"],
])("%s may be a push service", (endpoint) => {
  expect(endpointFault(endpoint, false)).toBeUndefined();
});

test.each([
  ["http://push.example.com/a", "https"],
  ["https://push.example.com:8443/a", "port"],
  ["https://user:secret@push.example.com/a", "password"],
  ["https://127.0.0.1/a", "public"],
  ["https://0x7f000001/a", "public"],
  ["https://[::1]/a", "public"],
  ["https://localhost/a", "public"],
  ["https://nats/a", "public"],
  ["https://db.internal/a", "public"],
  ["https://169.254.169.254/latest/meta-data", "public"],
  ["http://127.0.0.1:9999/a", "https"],
])("%s may not", (endpoint, why) => {
  expect(endpointFault(endpoint, false)).toContain(why);
});

test("a stand-in on this machine is allowed where tests say so, and nothing else", () => {
  expect(endpointFault("http://127.0.0.1:9999/a", true)).toBeUndefined();
  expect(endpointFault("http://10.0.0.1:9999/a", true)).toBeDefined();
});

test.each([
  ["8.8.8.8", true],
  ["2a00:1450:400f:80d::200a", true],
  ["10.1.2.3", false],
  ["172.31.0.1", false],
  ["192.168.1.1", false],
  ["100.100.0.1", false],
  ["::1", false],
  ["fd00::1", false],
  ["fe80::1", false],
  ["::ffff:127.0.0.1", false],
  ["64:ff9b::7f00:1", false],
  ["2002:7f00:1::", false],
])("%s is public: %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test("a name that leads into this machine is not connected to", async () => {
  const failure = await new Promise<Error | null>((resolve) =>
    lookupPublic("localhost", { all: true }, (error) => resolve(error)),
  );
  expect(failure?.message).toContain("not public");
});
