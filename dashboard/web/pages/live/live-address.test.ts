import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONNECTIONS } from "../../fleet/connection.ts";
import { SORT_ORDERS } from "../../fleet/fleet-filter.ts";
import { STATUSES } from "../../fleet/status.ts";
import { type LiveAddress, readLiveAddress, writeLiveAddress } from "./live-address.ts";

const nothing = readLiveAddress("");

const fixed = (min: number, max: number, digits: number) =>
  fc
    .double({ min, max, noNaN: true })
    .map((value) => Number(value.toFixed(digits)) || 0)
    .filter((value) => value >= min && value <= max);
const someOf = <Kind>(kinds: readonly Kind[]) =>
  fc.subarray([...kinds]).map((chosen) => new Set(chosen));

const address: fc.Arbitrary<LiveAddress> = fc.record({
  vehicleId: fc.option(fc.uuid(), { nil: undefined }),
  part: fc.constantFrom(undefined, "rental", "device"),
  browse: fc.record({
    query: fc.string({ unit: "grapheme", maxLength: 40 }),
    statuses: someOf(STATUSES),
    connections: someOf(CONNECTIONS),
    onlyOnMap: fc.boolean(),
    order: fc.constantFrom(...SORT_ORDERS),
  }),
  camera: fc.option(
    fc.record({ lat: fixed(-85, 85, 5), lon: fixed(-180, 180, 5), zoom: fixed(0, 24, 2) }),
    { nil: undefined },
  ),
  following: fc.boolean(),
});

test("whatever is on screen is read back from its address as it was", () => {
  fc.assert(
    fc.property(address, (shown) => {
      // where no car is chosen none is followed, and there is no part of it
      const ofNoCar = shown.vehicleId === undefined ? { following: false, part: undefined } : {};
      expect(readLiveAddress(writeLiveAddress("", shown))).toEqual({ ...shown, ...ofNoCar });
    }),
  );
});

test("what others keep in the address stays, and what is no longer asked for goes", () => {
  const before =
    "?layers=zones&vehicle=0d9ad7f4-5b35-4b52-8a4b-6d5f7f4a5c11&q=volvo&status=idling&follow=1";
  expect(writeLiveAddress(before, nothing)).toBe("?layers=zones");
});

test("a page that is asked for nothing has a bare address", () => {
  expect(writeLiveAddress("", nothing)).toBe("");
});

describe("a value that makes no sense is passed over", () => {
  test.each([
    ["?status=flying", {}],
    ["?status=flying,parked", { statuses: new Set(["parked"]) }],
    ["?connection=,,offline,offline", { connections: new Set(["offline"]) }],
    ["?order=random", {}],
    ["?map=here", {}],
    ["?map=57.7,11.9", {}],
    ["?map=91,11.9,12", {}],
    ["?map=57.7,11.9,12,3", {}],
    ["?map=57.7,,12", {}],
    ["?map=NaN,Infinity,1e9", {}],
    ["?follow=1", {}],
    ["?vehicle=", {}],
    ["?vehicle=nobody", {}],
    [`?q=${"x".repeat(500)}`, {}],
  ])("%s", (search, kept) => {
    const browse = { ...nothing.browse, ...kept };
    expect(readLiveAddress(search)).toEqual({ ...nothing, browse });
  });

  test("whatever it is", () => {
    const names = fc.constantFrom("vehicle", "q", "status", "connection", "order", "map", "follow");
    fc.assert(
      fc.property(
        fc.dictionary(names, fc.string({ unit: "grapheme", maxLength: 12 }), { maxKeys: 4 }),
        (values) => {
          const read = readLiveAddress(`?${new URLSearchParams(values)}`);
          expect(readLiveAddress(writeLiveAddress("", read))).toEqual(read);
        },
      ),
    );
  });
});
