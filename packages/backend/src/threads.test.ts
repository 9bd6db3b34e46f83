import {beforeEach, expect, test, vi} from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('TF_NUM_INTRAOP_THREADS', undefined);
  vi.stubEnv('TF_NUM_INTEROP_THREADS', undefined);
  return () => vi.unstubAllEnvs();
});

test('the numbers reach TensorFlow by its environment variables', async () => {
  const {setThreads} = await import('./threads.js');
  setThreads({intraOp: 1, interOp: 2});
  expect(process.env).toMatchObject({TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '2'});
});

test('a number that is left out is left to TensorFlow', async () => {
  const {setThreads} = await import('./threads.js');
  setThreads({interOp: 2});
  expect(process.env.TF_NUM_INTRAOP_THREADS).toBeUndefined();
});

test("the user's environment variable wins", async () => {
  vi.stubEnv('TF_NUM_INTRAOP_THREADS', '7');
  const {setThreads} = await import('./threads.js');
  setThreads({intraOp: 1});
  expect(process.env.TF_NUM_INTRAOP_THREADS).toBe('7');
});

test('a setting after TensorFlow was loaded is refused', async () => {
  const {setThreads} = await import('./threads.js');
  await import('./tensorflow.js');
  expect(() => setThreads({intraOp: 1})).toThrow(
    'setThreads was called after TensorFlow was loaded, too late to count',
  );
});

test('a number of threads below 1 is refused', async () => {
  const {setThreads} = await import('./threads.js');
  expect(() => setThreads({intraOp: 0})).toThrow('intraOp must be a whole number from 1, not 0');
});
