/**
 * Randomness as arithmetic: every draw is a function of a seed, so that a run can be repeated and
 * any instant of it computed without the ones before.
 */

/** A stream of numbers in [0, 1). */
export type Random = () => number;

/** Murmur3's finaliser: spreads every input bit over all 32 output bits. */
const mixed = (bits: number): number => {
  let hash = bits | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** A 32-bit seed from names and numbers (FNV-1a, then mixed); one pair of parts, one seed. */
export const seedOf = (...parts: readonly (string | number)[]): number => {
  let hash = 0x811c9dc5;
  for (const character of parts.join("\u0000")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return mixed(hash);
};

/** A stream from one seed (mulberry32): the same seed gives the same numbers for ever. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The `index`-th number in [0, 1) of a seed, without drawing the ones before it. */
export const unitAt = (seed: number, index: number): number =>
  mixed(mixed(seed ^ Math.imul(index, 0x9e3779b1)) + index) / 2 ** 32;

/** Uniform in [low, high). */
export const between = (random: Random, low: number, high: number): number =>
  low + random() * (high - low);

/** One element, each equally likely. Throws on an empty list: a bug of the caller. */
export const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from an empty list");
  return item;
};

/** Lattice value with mean 0 and variance 1: the sum of three uniforms, twice centred. */
const latticeAt = (seed: number, index: number): number =>
  2 * (unitAt(seed, 3 * index) + unitAt(seed, 3 * index + 1) + unitAt(seed, 3 * index + 2) - 1.5);

/**
 * Smooth correlated noise over `x`, within ±3: lattice values one unit apart, blended without
 * corners. Pure in `x`, so a restarted process continues the very same wander.
 */
export const noiseAt = (seed: number, x: number): number => {
  const cell = Math.floor(x);
  const part = x - cell;
  const blend = part * part * (3 - 2 * part);
  return latticeAt(seed, cell) * (1 - blend) + latticeAt(seed, cell + 1) * blend;
};
