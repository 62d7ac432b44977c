import { expect, test } from "vitest";
import { joinWays } from "./join-ways.ts";
import type { Way } from "./way.ts";

const way = (coordinates: [number, number][], part: Partial<Way> = {}): Way => ({
  class: "street",
  name: "Storgatan",
  ref: undefined,
  link: false,
  oneway: false,
  structure: "ground",
  coordinates,
  ...part,
});
const lines = (ways: Way[]) => ways.map(({ coordinates }) => coordinates);

test("pieces of one street become one line", () => {
  const pieces = [
    way([
      [1, 0],
      [2, 0],
    ]),
    way([
      [0, 0],
      [1, 0],
    ]),
    way([
      [2, 0],
      [3, 0],
    ]),
  ];
  expect(lines(joinWays(pieces))).toEqual([
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ],
  ]);
});

test("a fork stays a fork", () => {
  const fork = [
    way([
      [0, 0],
      [1, 0],
    ]),
    way([
      [1, 0],
      [2, 1],
    ]),
    way([
      [1, 0],
      [2, -1],
    ]),
  ];
  expect(joinWays(fork)).toHaveLength(3);
});

test("streets of another name or a bridge stay apart", () => {
  const apart = [
    way([
      [0, 0],
      [1, 0],
    ]),
    way(
      [
        [1, 0],
        [2, 0],
      ],
      { name: "Nygatan" },
    ),
    way(
      [
        [1, 0],
        [2, 0],
      ],
      { structure: "bridge" },
    ),
  ];
  expect(joinWays(apart)).toHaveLength(3);
});

test("a ring is kept whole and ends", () => {
  const ring = [
    way([
      [0, 0],
      [1, 0],
    ]),
    way([
      [1, 0],
      [1, 1],
    ]),
    way([
      [1, 1],
      [0, 0],
    ]),
  ];
  expect(lines(joinWays(ring))).toEqual([
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ]);
});
