import { z } from "zod";

/** A command line that asks for what there is not: the message is what to print, usage included. */
export class UsageError extends Error {
  constructor(cause: unknown, usage: string) {
    super(`${optionProblem(cause)}\n\n${usage}`, { cause });
    this.name = "UsageError";
  }
}

/** Whether a command line asks how the command is used, whatever else it says. */
export const asksForHelp = (args: readonly string[]): boolean =>
  args.includes("--help") || args.includes("-h");

/** Exit status of a command that was called wrongly, as shells and POSIX utilities use it. */
export const USAGE_EXIT_CODE = 2;

/** What is wrong with the command line, in words, one problem a line. */
const optionProblem = (error: unknown): string => {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n");
  }
  return error instanceof Error ? error.message : String(error);
};
