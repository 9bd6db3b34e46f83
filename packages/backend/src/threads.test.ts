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

test('a process that may use fewer cores tells TensorFlow', async () => {
  vi.stubEnv('RETUNE_THREADS', '1');
  const {settleThreads, usableCores} = await import('./threads.js');
  expect(usableCores()).toBe(1);
  settleThreads();
  expect(process.env).toMatchObject({TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1'});
});

test('without a limit, or with one beyond the cores, TensorFlow uses them all', async () => {
  for (const limit of [undefined, '', '4096']) {
    vi.resetModules();
    vi.stubEnv('RETUNE_THREADS', limit);
    const {settleThreads} = await import('./threads.js');
    settleThreads();
    expect(process.env.TF_NUM_INTRAOP_THREADS).toBeUndefined();
  }
});

test('threads set before stand beside a limit of cores', async () => {
  vi.stubEnv('RETUNE_THREADS', '1');
  const {setThreads, settleThreads} = await import('./threads.js');
  setThreads({interOp: 2});
  settleThreads();
  expect(process.env).toMatchObject({TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '2'});
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
