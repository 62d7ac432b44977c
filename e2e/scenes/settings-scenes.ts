import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { answerUnreadably, type PageScene } from "./scene.ts";

/** Adds something over the API as whoever is signed in on the page, and shows the page anew. */
const addBehind = async (page: Page, path: string, data: object): Promise<void> => {
  const response = await page.request.post(new URL(path, page.url()).href, { data });
  if (!response.ok()) throw new Error(`${path}: ${await response.text()}`);
  await page.reload();
};

/** An owner, who needs no branch, with an address that nobody has. */
const somebody = (name: string) => ({
  ...{ email: `${randomUUID()}@fleet.example`, name, role: "OWNER", language: "sv" },
});

const pretend = async (page: Page, path: string, json: object): Promise<void> => {
  await page.route(path, (route) => route.fulfill({ json }));
  await page.reload();
};

/** The pages of users, API tokens and the own account, and where invitations lead. */
export const SETTINGS_SCENES: readonly PageScene[] = [
  {
    name: "users",
    path: "/settings/users",
    prepare: async (page) => {
      await addBehind(page, "/api/users", somebody("W".repeat(50)));
      await page.getByText("Invited").first().waitFor();
    },
  },
  {
    name: "users-add",
    path: "/settings/users",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Add a user" }).click();
      await page.getByRole("button", { name: "Add and make the link" }).click();
      await page.getByText("This is missing.").first().waitFor();
    },
  },
  {
    name: "users-link",
    path: "/settings/users",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Add a user" }).click();
      const { name, email } = somebody("Disa Dispatcher");
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Role").selectOption("OWNER");
      await page.getByRole("button", { name: "Add and make the link" }).click();
      await page.locator("once-dialog copy-field").waitFor();
    },
  },
  {
    name: "user",
    path: "/settings/users",
    prepare: async (page) => {
      const user = somebody("Nina New");
      await addBehind(page, "/api/users", user);
      await page.getByText(user.email).click();
      await page.getByRole("button", { name: "Make a new link" }).waitFor();
    },
  },
  {
    name: "users-failed",
    path: "/settings/users",
    prepare: async (page) => {
      await answerUnreadably(page, "**/api/users?*");
      await page.reload();
      await page.getByText("This could not be loaded").waitFor();
    },
  },
  {
    name: "tokens",
    path: "/settings/tokens",
    prepare: async (page) => {
      const token = { role: "DISPATCHER", isReadOnly: true };
      await addBehind(page, "/api/tokens", { ...token, name: "W".repeat(50) });
      await page
        .getByRole("button", { name: /^Revoke W/ })
        .first()
        .waitFor();
    },
  },
  {
    name: "tokens-empty",
    path: "/settings/tokens",
    prepare: async (page) => {
      await pretend(page, "**/api/tokens?*", { items: [], nextCursor: null });
      await page.getByText("No program has a token").waitFor();
    },
  },
  {
    name: "token-made",
    path: "/settings/tokens",
    prepare: async (page) => {
      await page.locator("page-header").getByRole("button", { name: "Make a token" }).click();
      await page.getByLabel("Name", { exact: true }).fill("Nightly report");
      await page.locator("modal-dialog").getByRole("button", { name: "Make a token" }).click();
      await page.locator("once-dialog copy-field").nth(1).waitFor();
    },
  },
  {
    name: "account",
    path: "/settings/account",
    prepare: async (page) => {
      await page.getByText("This device").waitFor();
      await page.getByRole("button", { name: "Change the password" }).click();
      await page.getByText("This is missing.").first().waitFor();
    },
  },
  {
    name: "invitation",
    path: "/invitation#code",
    signedOut: true,
    prepare: async (page) => {
      const invited = { email: "nina@fleet.example", name: "Nina New", language: null };
      await pretend(page, "**/api/invitation", {
        ...{ ...invited, expiresAt: new Date().toISOString() },
      });
      await page.getByRole("button", { name: "Set the password and sign in" }).click();
      await page.getByText("At least 8 characters.", { exact: true }).waitFor();
    },
  },
];
