import {execFileSync} from 'node:child_process';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {pipelineFiles} from './pipeline-folder.js';

test('only regular files are pipelines', async () => {
  const root = await temporaryFolder({'pipelines/a.yaml': '', 'pipelines/b.yml': '', 'pipelines/c.json': ''});
  execFileSync('mkfifo', [join(root, 'pipelines', 'pipe.yaml')]);
  await mkdir(join(root, 'pipelines', 'folder.yaml'));
  expect(pipelineFiles(root)).toEqual(['pipelines/a.yaml', 'pipelines/b.yml']);
});
