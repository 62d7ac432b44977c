import type { ReactiveControllerHost } from "lit";
import type { NextStep } from "../../alerts/alert-action.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";

/** What the keys of the inbox do. */
type InboxKeys = {
  readonly act: (step: NextStep) => void;
  /** Something is to be chosen before the step can be taken. */
  readonly ask: (about: "snooze" | "assign" | "note") => void;
  readonly takeBack: () => void;
  /** Another row, by the key that goes there. */
  readonly step: (key: "ArrowDown" | "ArrowUp") => void;
};

/** Calls these for the keys that the page names below the list. */
export const bindInboxKeys = (
  host: ReactiveControllerHost,
  { act, ask, takeBack, step }: InboxKeys,
): void => {
  const resolve = (): void => act({ kind: "resolve", resolution: "handled" });
  bindShortcuts(host, {
    a: () => act({ kind: "acknowledge" }),
    t: () => act({ kind: "assign" }),
    m: () => ask("assign"),
    s: () => ask("snooze"),
    n: () => ask("note"),
    e: resolve,
    r: resolve,
    z: takeBack,
    u: takeBack,
    j: () => step("ArrowDown"),
    k: () => step("ArrowUp"),
  });
};
