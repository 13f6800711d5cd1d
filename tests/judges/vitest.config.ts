/** The slow judges: `npm run judge`. Minutes, not seconds, so `npm test` leaves them out. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest asks for one.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/judges/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Two cores: more workers only take the time of the programs they start.
    maxWorkers: 2,
  },
});
