import { defineConfig } from "vitest/config";
import { outlines } from "../viewer/build/outlines.ts";

/** All tests, engine and browser; `npm test` runs them, `npx vitest run tests/core` runs a part. */
export default defineConfig({
  plugins: [outlines()],
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["tests/**/*.test.ts"],
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
