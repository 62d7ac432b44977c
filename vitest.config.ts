import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Begins with the files that take longest: without a memory of earlier runs the smallest come last. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /page-quality-|carobd-fuel/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  oxc: { target: "es2023" },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist", ".data", ".cache"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // What a busy machine takes its time for has not failed.
    expect: { poll: { timeout: 10_000 } },
  },
});
