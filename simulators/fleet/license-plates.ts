import { pick, randomFrom, seedOf } from "../random.ts";

/** Transportstyrelsen leaves out I, Q and V, and O at the end, where it would look like a zero. */
const LETTERS = "ABCDEFGHJKLMNOPRSTUWXYZ".split("");
const DIGITS = "0123456789".split("");
const LAST = [...DIGITS, ...LETTERS.filter((letter) => letter !== "O")];

const plateOf = (seed: number): string => {
  const random = randomFrom(seed);
  const draw = (...sets: string[][]): string => sets.map((set) => pick(random, set)).join("");
  return `${draw(LETTERS, LETTERS, LETTERS)} ${draw(DIGITS, DIGITS, LAST)}`;
};

/** `count` different Swedish plates; the first n are the same for any count. */
export const licensePlates = (seed: number, count: number): string[] => {
  const plates = new Set<string>();
  for (let attempt = 0; plates.size < count; attempt++)
    plates.add(plateOf(seedOf(seed, "plate", attempt)));
  return [...plates];
};
