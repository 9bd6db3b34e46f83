import {readFile} from 'node:fs/promises';
import type {checkpoint} from '@retune/artifacts';
import {longestRow, readEncoderConfig} from '@retune/encoder';
import type {ArtifactReader} from '@retune/stage';
import type {Table} from 'apache-arrow';
import {loadTokenizer} from './load-tokenizer.js';
import {type TextEncoder, textEncoder} from './text-encoder.js';
import {tokenLimit} from './token-limit.js';

/** Reads a checkpoint's tokenizer; texts are cut where the `tokens` were, or where its positions end. */
export async function openTextEncoder(
  reader: ArtifactReader<typeof checkpoint>,
  tokens: Table,
  maskToken: string | undefined,
): Promise<TextEncoder> {
  const path = await reader.path('config');
  const positions = longestRow(readEncoderConfig(await readFile(path, 'utf8'), path));
  const tokenizer = loadTokenizer(await reader.path('tokenizer'));
  return await textEncoder(tokenizer, Math.min(positions, tokenLimit(tokens) ?? positions), maskToken);
}
