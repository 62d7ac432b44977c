import { pick, randomFrom, seedOf } from "../random.ts";

/** A person who drives one of the cars. Nobody real: numbers and addresses are reserved ones. */
export type SimulatedDriver = {
  readonly name: string;
  readonly licenseNumber: string;
  readonly phone: string;
  readonly email: string;
};

const FIRST_NAMES =
  "Alice Maja Vera Alma Selma Elsa Lilly Astrid Wilma Freja Olivia Ebba Ingrid Leia Amira Noah William Liam Hugo Lucas Adam Oliver Matteo Elias Axel Nils Yusuf Gustav Isak Malte".split(
    " ",
  );
const LAST_NAMES =
  "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Hansson Bengtsson Lindberg Lindström Lindgren Berg Lundgren Bergström Ali Ahmed Hassan Holm".split(
    " ",
  );

/** Letters an e-mail address can hold. */
const plain = (name: string): string =>
  name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(" ", ".").toLowerCase();

const driverOf = (seed: number, name: string, index: number): SimulatedDriver => ({
  name,
  licenseNumber: `SE-${String(10_000_000 + (seedOf(seed, "license", index) % 90_000_000))}`,
  // 070-174 06 05 to 99 are set aside for fiction by Post- och telestyrelsen.
  phone: `+46 70 174 06 ${String(5 + (index % 95)).padStart(2, "0")}`,
  email: `${plain(name)}@example.com`,
});

/** `count` people with different names; the first n are the same for any count. */
export const simulatedDrivers = (seed: number, count: number): SimulatedDriver[] => {
  const names = new Set<string>();
  for (let attempt = 0; names.size < count; attempt++) {
    const random = randomFrom(seedOf(seed, "driver", attempt));
    const generation = attempt < 20 * count ? "" : ` ${attempt}`;
    names.add(`${pick(random, FIRST_NAMES)} ${pick(random, LAST_NAMES)}${generation}`);
  }
  return [...names].map((name, index) => driverOf(seed, name, index));
};
