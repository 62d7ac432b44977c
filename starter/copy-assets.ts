// Copies what the compiler leaves behind beside what it made: the SQL files that run at start.
import { cp, rm } from "node:fs/promises";

const ROOT = new URL("../../", import.meta.url);
const FOLDERS = ["db/migrations"];

for (const folder of FOLDERS) {
  const copy = new URL(`dist/${folder}`, ROOT);
  await rm(copy, { recursive: true, force: true }); // a file renamed in the sources must not stay
  await cp(new URL(folder, ROOT), copy, { recursive: true });
}
