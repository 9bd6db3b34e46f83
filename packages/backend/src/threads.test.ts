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

test('lanes by threads use the cores: all, or all but the two at most that cannot be shared evenly', async () => {
  const {laneThreads} = await import('./threads.js');
  const shared = Array.from({length: 32}, (_, i) => {
    vi.stubEnv('RETUNE_THREADS', String(i + 1));
    const {interOp, intraOp} = laneThreads();
    return `${interOp}x${intraOp}`;
  });
  expect(shared.slice(0, 8)).toEqual(['1x1', '2x1', '3x1', '4x1', '5x1', '6x1', '7x1', '8x1']);
  expect(shared.slice(8, 16)).toEqual(['8x1', '5x2', '5x2', '6x2', '6x2', '7x2', '5x3', '8x2']);
  expect(shared.slice(16, 24)).toEqual(['8x2', '6x3', '6x3', '5x4', '7x3', '7x3', '7x3', '8x3']);
  expect(shared.slice(24)).toEqual(['5x5', '5x5', '5x5', '7x4', '7x4', '6x5', '6x5', '8x4']);
});
