import { hash, verify } from "@node-rs/argon2";

/** OWASP password storage cheat sheet: 19 MiB, two passes, one lane; the algorithm is argon2id. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** How many hashes may run at once: each costs 19 MiB and tens of milliseconds of a core. */
const MAX_CONCURRENT = 2;
/** How many may wait for their turn; more means someone is flooding the sign-in. */
const MAX_WAITING = 50;

/** Too many sign-ins wait for a password hash; the caller should try again in a moment. */
export class PasswordHashingBusy extends Error {
  constructor() {
    super(`more than ${MAX_WAITING} password hashes are waiting`);
    this.name = "PasswordHashingBusy";
  }
}

let running = 0;
const waiting: (() => void)[] = [];

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= MAX_CONCURRENT) {
    if (waiting.length >= MAX_WAITING) throw new PasswordHashingBusy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    // The turn passes on to whoever waits longest; only without one does it end.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
};

/** The argon2id hash of a password, in PHC string form. Throws `PasswordHashingBusy`. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, ARGON2));

/** Whether a password has this hash. Throws `PasswordHashingBusy`. */
export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  inTurn(() => verify(passwordHash, password));

let decoy: Promise<string> | undefined;

/**
 * Takes as long as `verifyPassword` and says no, for accounts that do not exist: the time an answer
 * takes must not tell which e-mail addresses have one.
 */
export const verifyAgainstNobody = async (password: string): Promise<false> => {
  decoy ??= hashPassword("nobody's password");
  await verifyPassword(await decoy, password);
  return false;
};
