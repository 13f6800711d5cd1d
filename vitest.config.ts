import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Minutes long: npm run judge, npm run fuzz.
    exclude: ['tests/judges/**', 'tests/fuzz/long/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores: more workers only take the browser's time.
    maxWorkers: 2,
  },
});
