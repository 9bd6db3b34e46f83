import {readFile, writeFile} from 'node:fs/promises';
import type {checkpoint} from '@retune/artifacts';
import {readEncoderConfig} from '@retune/encoder/config';
import {readSafetensorsHeader} from '@retune/encoder/safetensors-header';
import {type ArtifactWriter, type Emit, type Problem, StageError} from '@retune/stage';
import {completedConfig} from './completed-config.js';
import {readTokenizerJson} from './tokenizer-json.js';

/**
 * Looks at what was brought, so that files of another kind are refused before any other stage works: the
 * configuration whole, of the weights the header, of the tokenizer its sizes. Completes the configuration where the tokenizer alone names the
 * padding token, and tells of that and of weights in 64 bits. Throws {@link StageError}.
 */
export async function checkedCheckpoint(
  output: ArtifactWriter<typeof checkpoint>,
  emit: Emit,
): Promise<void> {
  const config = await readFile(output.path('config'), 'utf8');
  readEncoderConfig(config, 'config.json');
  const {tensors} = await readSafetensorsHeader(output.path('weights')).catch((error: unknown) => {
    throw named(error, 'model.safetensors');
  });
  if ([...tensors.values()].some(({dtype}) => dtype === 'F64'))
    emit({kind: 'note', message: 'the weights are 64-bit floats; they are read as 32-bit floats'});
  const tokenizer = readTokenizerJson(await readFile(output.path('tokenizer'), 'utf8'));
  const completed = completedConfig(config, tokenizer);
  if (completed === undefined) return;
  await writeFile(output.path('config'), completed.text);
  const {padTokenId} = completed;
  emit({kind: 'note', message: `config.json names no pad_token_id; it is ${padTokenId} by tokenizer.json`});
}

/** The same failure of a file that a user knows by this name: its path is a temporary one. */
function named(error: unknown, where: string): unknown {
  if (!(error instanceof StageError)) return error;
  return new StageError(
    error.problems.map((problem): Problem => ({...problem, where})),
    {cause: error},
  );
}
