import {type Problem, StageError} from '@retune/stage';
import {architectures} from './architectures.js';
import type {EncoderConfig} from './encoder-config.js';
import {wordEmbeddingsName} from './parameters.js';
import {shownName} from './shown-name.js';

/** What torch.compile, FSDP, activation checkpointing and DeepSpeed put into the names of what they wrap. */
const WRAPPERS = /(?<=^|\.)(_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module|_forward_module)\./g;

/** Tensors of adapters that are not merged: without them the weights would be another model's. */
const ADAPTER = /(^|\.)(lora_[AB]|lora_embedding_[AB]|base_layer|modules_to_save)\./;

/**
 * Finds under which name a file holds each tensor of a classifier's checkpoint. Where the word embeddings lie tells
 * what the names begin with: a bare encoder's lack the architecture's prefix, and DistributedDataParallel
 * (`module.`), Lightning (`model.`) and others put one of their own before all. Norms of files from TensorFlow have
 * gamma and beta. Throws {@link StageError} where there are no word embeddings, several, or adapters.
 *
 * @param names of the file's tensors
 * @returns name in a classifier's checkpoint to name in the file
 */
export function storedNames(
  config: EncoderConfig,
  names: Iterable<string>,
  file: string,
): Map<string, string> {
  const plainNames = [...names].map((stored): [string, string] => [plainName(stored), stored]);
  const {prefix} = architectures[config.modelType];
  const start = encoderStart(
    config,
    plainNames.map(([plain]) => plain),
    file,
  );
  const root = start.endsWith(prefix) ? start.slice(0, -prefix.length) : start;
  const found = new Map<string, string>();
  for (const [plain, stored] of plainNames) {
    const name = plain.startsWith(start)
      ? prefix + plain.slice(start.length)
      : plain.slice(plain.startsWith(root) ? root.length : 0);
    // Of two tensors for one parameter, the one that has its name.
    if (!found.has(name) || stored === name) found.set(name, stored);
  }
  return found;
}

function plainName(stored: string): string {
  return stored
    .replace(WRAPPERS, '')
    .replace(/((?:LayerNorm|layer_norm)\.)gamma$/, '$1weight')
    .replace(/((?:LayerNorm|layer_norm)\.)beta$/, '$1bias');
}

/** What the encoder's names begin with in the file, such as `bert.`, `module.bert.` or nothing. */
function encoderStart(config: EncoderConfig, names: readonly string[], file: string): string {
  const full = wordEmbeddingsName(config);
  const {prefix} = architectures[config.modelType];
  const bare = full.slice(prefix.length);
  const ends = names.filter((name) => name === bare || name.endsWith(`.${bare}`));
  const adapter = names.find((name) => ADAPTER.test(name));
  if (adapter !== undefined) throw new StageError(unmergedAdapters(file, adapter));
  const exact = [full, bare].find((name) => ends.includes(name));
  if (ends.length > 1 && exact === undefined) throw new StageError(severalEncoders(file, ends));
  const name = exact ?? ends[0];
  if (name === undefined) throw new StageError(noEncoder(file, full, names));
  return name.slice(0, -bare.length);
}

function unmergedAdapters(file: string, adapter: string): Problem {
  return {
    where: file,
    what: `it holds adapters that are not merged, such as tensor ${shownName(adapter)}`,
    mend: 'Merge them first, with merge_and_unload of the library peft, and save the result.',
  };
}

function severalEncoders(file: string, ends: readonly string[]): Problem {
  return {
    where: file,
    what: `it holds ${ends.length} encoders: ${ends.slice(0, 5).map(shownName).join(', ')}`,
    mend: 'Save the one that is meant as a checkpoint of its own.',
  };
}

function noEncoder(file: string, wanted: string, names: readonly string[]): Problem {
  const some = names.slice(0, 3).map(shownName).join(', ');
  return {
    where: file,
    what: `tensor ${wanted} is missing${names.length === 0 ? ': the file holds none' : `; the file has ${names.length} others, such as ${some}`}`,
    mend: 'Use a checkpoint that holds the whole encoder, of the architecture that its config.json names.',
  };
}
