import {execFileSync} from 'node:child_process';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {readSource} from './pipeline-source.js';

test('a pipe or a folder in place of a pipeline file is its fault, and is not waited for', async () => {
  const root = await temporaryFolder({'pipelines/a.yaml': 'stages: {}'});
  execFileSync('mkfifo', [join(root, 'pipelines/pipe.yaml')]);
  await mkdir(join(root, 'pipelines/folder.yaml'));
  expect(readSource(root, 'pipelines/a.yaml')).toEqual({file: 'pipelines/a.yaml', text: 'stages: {}'});
  expect(readSource(root, 'pipelines/pipe.yaml').fault).toBe('it is no file');
  expect(readSource(root, 'pipelines/folder.yaml').fault).toBe('it is a folder');
});
