import { parser, type Packet } from "mqtt-packet";
import { expect, test } from "vitest";
import { publishSlots } from "./packets.ts";

const device = { id: "bench-00007", secret: "secret" };

const parse = (bytes: Buffer): Packet[] => {
  const packets: Packet[] = [];
  parser({ protocolVersion: 4 })
    .on("packet", (packet) => packets.push(packet))
    .parse(bytes);
  return packets;
};

test("slots are whole PUBLISH packets with ids of their own, before and after patching", () => {
  const slots = publishSlots(device, 7, { qos: 1, count: 300 });
  slots.patch(299, 1_700_000_000_123);
  const packets = parse(slots.buffer);
  expect(packets.map(({ messageId }) => messageId)).toEqual(
    Array.from({ length: 300 }, (_, slot) => slot + 1),
  );
  const last = packets.at(-1);
  expect(last).toMatchObject({ cmd: "publish", qos: 1, topic: "devices/bench-00007/telemetry" });
  const payload = last?.cmd === "publish" ? last.payload : "";
  expect(JSON.parse(payload.toString())).toMatchObject({ ts: 1_700_000_000_123 });
});

test("at QoS 0 there is no packet id", () => {
  const slots = publishSlots(device, 7, { qos: 0, count: 2 });
  slots.patch(1, 1_700_000_000_123);
  const [first, second] = parse(slots.buffer);
  expect(first).not.toHaveProperty("messageId");
  expect(second).toMatchObject({ cmd: "publish", qos: 0 });
  expect(slots.buffer.length).toBe(2 * slots.packetBytes);
});
