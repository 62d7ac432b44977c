import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import type { PageScene } from "./scene.ts";

const choose = (page: Page, name: string, text: string): Promise<void> =>
  page
    .locator("file-choice input")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const CARS = [
  "Kennzeichen;Modell;Typ;Tank (l);Farbe",
  "IMPORT 1;VW Golf;CAR;50,5;rot",
  `IMPORT 2;${"W".repeat(100)};CAR;60;blau`,
].join("\n");

/** Files of cars and drivers, in each state that the page has. */
export const IMPORT_SCENES: readonly PageScene[] = [
  {
    name: "import",
    path: "/import/vehicles",
    prepare: (page) => page.getByRole("button", { name: "Choose a file" }).waitFor(),
  },
  {
    name: "import-preview",
    path: "/import/vehicles",
    prepare: async (page) => {
      await choose(page, "fleet.csv", CARS);
      await page.getByText("What would be stored").first().waitFor();
    },
  },
  {
    name: "import-errors",
    path: "/import/drivers",
    prepare: async (page) => {
      await choose(page, "drivers.csv", "Name,Licence,E-mail\nEva,,nobody\n,L 2,\nIvo,L 3,\n");
      await page.getByText("Errors: 3").waitFor();
    },
  },
  {
    name: "import-done",
    path: "/import/drivers",
    prepare: async (page) => {
      await choose(page, "drivers.csv", `Name,Licence\nEva,${randomUUID()}\n`);
      await page.getByRole("button", { name: "Import 1" }).click();
      await page.getByText("Imported: 1").waitFor();
    },
  },
];
