import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { claimPort } from "./ports.ts";

test("a taken port is an error that names its setting", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as AddressInfo;
  await expect(claimPort("HTTP_PORT", "127.0.0.1", port)).rejects.toThrow(
    `HTTP_PORT: cannot use port ${port} on 127.0.0.1; set HTTP_PORT to another`,
  );
});

test.each([undefined, 0])("a port of %s is a free one", async (port) => {
  expect(await claimPort("HTTP_PORT", "127.0.0.1", port)).toBeGreaterThan(0);
});

test("a free port is given once, also before anything listens there", async () => {
  // Of 400 picked at random among 12,768, six would be picked twice.
  const claims = Array.from({ length: 400 }, () => claimPort("UNUSED", "127.0.0.1", undefined));
  expect(new Set(await Promise.all(claims)).size).toBe(400);
});
