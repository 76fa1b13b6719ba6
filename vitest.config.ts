// The test projects: the repository's own checks, everything on the server's side, and the screens.
import { defineConfig } from "vitest/config";

const shared = {
  pool: "forks",
  isolate: false,
  // What hangs is ended in the end; how a test waits: CONTRIBUTING.md, "How tests wait".
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000, interval: 25 } },
  setupFiles: ["test/harness/property-seed.ts", "test/harness/shaken.ts"],
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ["test/harness/global-setup.ts"],
    projects: [
      { test: { ...shared, name: "tidy", include: ["test/tidy/**/*.test.ts"] } },
      {
        test: {
          ...shared,
          name: "server",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["test/tidy/**", "**/node_modules/**"],
        },
      },
      {
        test: {
          ...shared,
          name: "screens",
          include: ["src/**/*.test.tsx"],
          environment: "happy-dom",
          setupFiles: [...shared.setupFiles, "test/harness/patient-screens.mjs"],
          // Screens leave things behind in the one document of their worker.
          isolate: true,
        },
      },
    ],
  },
});
