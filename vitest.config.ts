import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { target: "es2023" },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist", ".data", ".cache"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // What a busy machine takes its time for has not failed.
    expect: { poll: { timeout: 10_000 } },
  },
});
