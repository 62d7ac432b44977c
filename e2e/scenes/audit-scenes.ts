import type { Page } from "playwright-core";
import { answerUnreadably, type PageScene, pretendEmpty } from "./scene.ts";

const untilThere = (page: Page): Promise<void> => page.locator("audit-row").first().waitFor();

/** What the server would find in a log that somebody has tampered with. */
const pretendTampered = async (page: Page): Promise<void> => {
  await page.route("**/api/audit?*", async (route) => {
    const response = await route.fetch();
    const { items, nextCursor }: { items: { seq: number }[]; nextCursor: unknown } =
      await response.json();
    await route.fulfill({ json: { items: items.filter(({ seq }) => seq !== 4), nextCursor } });
  });
  await page.route("**/api/audit/verify", (route) =>
    route.fulfill({
      json: {
        ...{ verified: false, entries: 5, head: { seq: 6, hash: "ab".repeat(32) } },
        faults: [
          { seq: 2, fault: "altered" },
          { seq: 4, fault: "missing" },
          { seq: 7, fault: "beheaded" },
        ],
      },
    }),
  );
};

/** Who changed what, and whether that is still what was written. */
export const AUDIT_SCENES: readonly PageScene[] = [
  {
    name: "audit",
    path: "/audit",
    prepare: async (page) => {
      await untilThere(page);
      await page.locator("audit-row summary").first().click();
      await page.locator("audit-row table").first().waitFor();
      await page.getByRole("button", { name: "Check the log" }).click();
      await page.getByText(/unbroken to \d+/).waitFor();
    },
  },
  {
    name: "audit-tampered",
    path: "/audit",
    prepare: async (page) => {
      await pretendTampered(page);
      await untilThere(page);
      await page.getByRole("button", { name: "Check the log" }).click();
      await page.getByRole("link", { name: "Entry 2 was altered" }).click();
      await page.getByText("Around entry 2").waitFor();
      await page.locator("audit-list .gap").waitFor();
    },
  },
  {
    name: "audit-empty",
    path: "/audit",
    prepare: async (page) => {
      await pretendEmpty(page, "**/api/audit?*");
      await page.getByText("Nothing was changed").waitFor();
    },
  },
  {
    name: "audit-failed",
    path: "/audit",
    prepare: async (page) => {
      await answerUnreadably(page, "**/api/audit?*");
      await page.reload();
      await page.getByText("This could not be loaded").waitFor();
    },
  },
];
