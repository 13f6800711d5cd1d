/** Tens of thousands of generated articles: `npm run fuzz`. FUZZ_SEED and FUZZ_COUNT choose others. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest asks for one.
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: { include: ['tests/fuzz/long/**/*.test.ts'], testTimeout: 7_200_000, maxWorkers: 2 },
});
