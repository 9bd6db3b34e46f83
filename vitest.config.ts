import {configDefaults, defineConfig} from 'vitest/config';

/** `*.slow.test.ts` run where RETUNE_SLOW_TESTS is set, as .ci/run sets it; never within `npm test`. */
const slow = process.env.RETUNE_SLOW_TESTS ? [] : ['**/*.slow.test.ts'];

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'setup/**/*.test.mjs', 'test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...slow],
    globalSetup: 'test/install-node-24.mjs',
    // TensorFlow's addon must not be loaded in several threads of one process.
    pool: 'forks',
    // Each file loads its modules into a process that has loaded most of them before.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
