import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'setup/**/*.test.mjs', 'test/**/*.test.ts'],
    globalSetup: 'test/install-node-24.mjs',
    // TensorFlow's addon must not be loaded in several threads of one process.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
