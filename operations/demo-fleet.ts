import type { Role } from "../contracts/permissions.ts";
import { findBranchByName, insertBranch } from "../db/branches.ts";
import type { RentalTerms } from "../contracts/rental-terms.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { replaceRate } from "../db/rates.ts";
import { findKnownEmails, insertUser, lockAccounts } from "../db/users.ts";
import { hashPassword } from "./passwords.ts";

/** The password of every demo account. They exist only with DEMO=1 on a loopback address. */
export const DEMO_PASSWORD = "roadledger-demo";

/** One account for each role. */
export const DEMO_ACCOUNTS: readonly { email: string; name: string; role: Role }[] = [
  { email: "owner@demo.example", name: "Olga Owner", role: "OWNER" },
  { email: "manager@demo.example", name: "Mats Manager", role: "MANAGER" },
  { email: "desk@demo.example", name: "Desta Desk", role: "DESK" },
  { email: "field@demo.example", name: "Finn Field", role: "FIELD" },
  { email: "dispatcher@demo.example", name: "Disa Dispatcher", role: "DISPATCHER" },
];

/** Where the simulated fleet drives. */
export const DEMO_BRANCH = {
  name: "Göteborg City",
  timeZone: "Europe/Stockholm",
  currency: "SEK",
  latitude: 57.7089,
  longitude: 11.9746,
} as const;

/** What a car of the demo costs, in öre. */
const DEMO_TERMS: RentalTerms = {
  dailyMinor: 695_00,
  includedKmPerDay: 150,
  extraKmMinor: 2_50,
  depositMinor: 3_000_00,
  fuelPolicy: "same_level",
  fuelLitreMinor: 25_00,
  taxBasisPoints: 2_500,
};

const missingAccounts = async (db: Queryable) => {
  const known = await findKnownEmails(
    db,
    DEMO_ACCOUNTS.map(({ email }) => email),
  );
  return DEMO_ACCOUNTS.filter(({ email }) => !known.has(email));
};

/** Creates the demo branch, its rate and accounts that are missing; answers the branch. Repeating is harmless. */
export const seedDemo = async (pool: Database): Promise<{ branchId: string }> => {
  // Hashed before the transaction, which should be short; accounts never go, so "" is never stored.
  const passwordHash =
    (await missingAccounts(pool)).length > 0 ? await hashPassword(DEMO_PASSWORD) : "";
  return inTransaction(pool, async (client) => {
    await lockAccounts(client);
    const branch =
      (await findBranchByName(client, DEMO_BRANCH.name)) ??
      (await insertBranch(client, DEMO_BRANCH));
    for (const account of await missingAccounts(client)) {
      const branchId = account.role === "OWNER" ? null : branch.id;
      const { id } = await insertUser(client, { ...account, branchId }, passwordHash);
      if (account.role === "OWNER")
        await replaceRate(client, { ...DEMO_TERMS, branchId: branch.id, group: null }, id);
    }
    return { branchId: branch.id };
  });
};
