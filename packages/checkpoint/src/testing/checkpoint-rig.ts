import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {runStage, type StageEvent} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import {vi} from 'vitest';
import stage from '../run.js';

/** A whole checkpoint but for tensors: the weights are a header that names none. */
export const FILES = {
  'config.json': JSON.stringify({
    ...{model_type: 'bert', vocab_size: 9, hidden_size: 4, intermediate_size: 4, type_vocab_size: 2},
    ...{num_hidden_layers: 1, num_attention_heads: 1, max_position_embeddings: 9},
  }),
  'model.safetensors': '\x02\0\0\0\0\0\0\0{}',
  'tokenizer.json': '{"version": "1.0"}',
};

export const SHA256S = Object.fromEntries(
  Object.entries(FILES).map(([file, content]) => [file, sha256(content)]),
);

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Runs the stage with empty cache folders, none of the user's variables and these sources. */
export async function bringCheckpoint(
  sources: unknown[],
  {environment = {}, workspace = {}, cache, wanted = SHA256S}: CheckpointRun = {},
): Promise<{files: Record<string, string>; events: StageEvent[]; cache: string}> {
  const cacheFolder = cache ?? (await temporaryFolder());
  const workspaceRoot = await temporaryFolder(workspace);
  const settings = {
    ...{HF_ENDPOINT: 'http://127.0.0.1:9', HF_TOKEN: '', HF_HOME: '', HF_HUB_CACHE: ''},
    ...{HTTPS_PROXY: '', HTTP_PROXY: '', ALL_PROXY: '', https_proxy: '', http_proxy: '', all_proxy: ''},
  };
  for (const [name, value] of Object.entries({...settings, XDG_CACHE_HOME: cacheFolder, ...environment}))
    vi.stubEnv(name, value);
  const output = join(workspaceRoot, 'out', 'checkpoint');
  const events: StageEvent[] = [];
  const task = {params: {files: wanted, sources}, inputs: {}, output, versions: {}, workspaceRoot};
  try {
    await runStage(stage, task, (event) => events.push(event));
  } finally {
    vi.unstubAllEnvs();
  }
  const files: Record<string, string> = {};
  for (const file of Object.keys(FILES)) files[file] = await readFile(join(output, file), 'utf8');
  return {files, events, cache: cacheFolder};
}

interface CheckpointRun {
  environment?: Record<string, string>;
  /** Files of the workspace. */
  workspace?: Record<string, string>;
  /** File to sha256. */
  wanted?: Record<string, string>;
  /** A cache folder of an earlier run. */
  cache?: string;
}
