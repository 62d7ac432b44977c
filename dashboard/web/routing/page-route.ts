import type { TemplateResult } from "lit";
import { isAllowed, type Permission, type Role } from "../../../contracts/permissions.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import type { IconName } from "../page/icons.ts";
import type { ShellText } from "../shell/text/en.ts";
import { matchPath, type PathParams } from "./path-pattern.ts";

export type PageName = keyof ShellText["pages"];

/** One page: where it is, who may open it, and how it gets onto the screen. */
export type PageRoute = {
  readonly name: PageName;
  /** Patterns such as `/alerts/:id`; the first one is where the navigation leads. */
  readonly paths: readonly [string, ...string[]];
  readonly icon: IconName;
  /** Who has it sees the page; for everybody when absent. */
  readonly permission?: Permission;
  /** Led to from elsewhere: the navigation does not show it. */
  readonly isUnlisted?: true;
  /** The page of the navigation that it is a part of. */
  readonly within?: PageName;
  /** Fetches the chunk that defines the page's element. */
  readonly load: () => Promise<unknown>;
  /** What the page says; fetched beside the chunk. */
  readonly words: readonly Pick<Catalogue<unknown>, "load">[];
  readonly render: (params: PathParams) => TemplateResult;
};

/** What an address leads to. */
export type Destination =
  | { readonly kind: "page"; readonly route: PageRoute; readonly params: PathParams }
  | { readonly kind: "forbidden" }
  | { readonly kind: "not-found" };

const mayOpen = (role: Role, { permission }: PageRoute): boolean =>
  permission === undefined || isAllowed(role, permission);

/** The pages that the navigation shows to a role, in the order of the table. */
export const pagesFor = (role: Role, table: readonly PageRoute[]): readonly PageRoute[] =>
  table.filter((route) => !route.isUnlisted && mayOpen(role, route));

/** Finds the page of a path for somebody of a role. */
export const destinationOf = (
  path: string,
  role: Role,
  table: readonly PageRoute[],
): Destination => {
  for (const route of table) {
    for (const pattern of route.paths) {
      const params = matchPath(pattern, path);
      if (!params) continue;
      return mayOpen(role, route) ? { kind: "page", route, params } : { kind: "forbidden" };
    }
  }
  return { kind: "not-found" };
};
