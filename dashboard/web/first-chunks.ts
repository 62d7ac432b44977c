import { join } from "node:path";
import type { Rolldown } from "vite";

/** What arrives one after the other on the way to the live map, by the module it begins with. */
const STEPS = {
  start: "main.ts",
  app: "shell/roadledger-app.ts",
  shell: "shell/app-shell.ts",
  live: "pages/live/live-page.ts",
  map: "elements/fleet-map.ts",
  panel: "elements/vehicle-panel.ts",
};

/** Everything that has to be there before a module runs. */
const neededBy = (root: string, graph: Rolldown.ChunkingContext): ReadonlySet<string> => {
  const reached = new Set<string>();
  const visitImports = (id: string): void => {
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) {
      if (reached.has(imported)) continue;
      reached.add(imported);
      visitImports(imported);
    }
  };
  visitImports(root);
  return reached;
};

/**
 * Puts what each step of the first visit imports into one file. Left alone, every module that pages
 * share becomes a file of its own: 126 for the live map instead of 26, 71 to 111 for other pages instead
 * of 16 to 30. Those fetch 30 kB at most that only the live map needs.
 *
 * The step itself stays outside: `main.ts` awaits the next one, which would wait for it in turn if
 * what both need came with it.
 */
export const firstChunks = (webFolder: string): Rolldown.CodeSplittingOptions => {
  let steps: (readonly [string, ReadonlySet<string>])[] | undefined;
  return {
    groups: [
      {
        debugName: "steps of the first visit",
        includeDependenciesRecursively: false,
        name: (id, graph) => {
          steps ??= Object.entries(STEPS).map(([name, file]) => [
            name,
            neededBy(join(webFolder, file), graph),
          ]);
          return steps.find(([, needed]) => needed.has(id))?.[0];
        },
      },
    ],
  };
};
