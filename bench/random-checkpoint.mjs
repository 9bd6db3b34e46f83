import {createHash} from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';

/** DistilBERT-base: 66 million parameters, four times the work a token of the default checkpoint. */
const config = {
  activation: 'gelu',
  architectures: ['DistilBertModel'],
  attention_dropout: 0.1,
  dim: 768,
  dropout: 0.1,
  hidden_dim: 3072,
  initializer_range: 0.02,
  max_position_embeddings: 512,
  model_type: 'distilbert',
  n_heads: 12,
  n_layers: 6,
  pad_token_id: 0,
  seq_classif_dropout: 0.2,
  sinusoidal_pos_embds: false,
  tie_weights_: true,
  vocab_size: 30522,
};

/**
 * Writes a checkpoint of DistilBERT-base's shape with random weights, to measure speed with; quality means
 * nothing. Gives the sha256 of its files. `tokenizer` is a tokenizer.json of BERT's uncased vocabulary.
 * @param {string} folder
 * @param {string} tokenizer
 */
export async function writeRandomCheckpoint(folder, tokenizer) {
  mkdirSync(folder, {recursive: true});
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  copyFileSync(tokenizer, join(folder, 'tokenizer.json'));
  const weights = join(folder, 'model.safetensors');
  if (!existsSync(weights)) {
    // Whoever is ended while writing leaves nothing that is later taken for the whole.
    const unfinished = `${weights}.unfinished`;
    writeRandomWeights(unfinished);
    renameSync(unfinished, weights);
  }
  const names = ['config.json', 'model.safetensors', 'tokenizer.json'];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await sha256(join(folder, name))])),
  );
}

function writeRandomWeights(/** @type {string} */ path) {
  const shapes = Object.entries(parameterShapes());
  let end = 0;
  const header = JSON.stringify(
    Object.fromEntries(
      shapes.map(([name, shape]) => {
        const start = end;
        end += 4 * shape.reduce((product, size) => product * size, 1);
        return [name, {dtype: 'F32', shape, data_offsets: [start, end]}];
      }),
    ),
  );
  const head = Buffer.from(header.padEnd(Math.ceil(header.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  const file = openSync(path, 'w');
  const random = normalNumbers();
  writeSync(file, length);
  writeSync(file, head);
  for (const [name, shape] of shapes) {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    if (/norm\.weight$/i.test(name)) values.fill(1);
    else if (name.endsWith('.weight'))
      for (let i = 0; i < values.length; i++) values[i] = config.initializer_range * random();
    writeSync(file, new Uint8Array(values.buffer));
  }
  closeSync(file);
}

/** @returns {Record<string, number[]>} */
function parameterShapes() {
  const {dim, hidden_dim: hidden, n_layers: layers} = config;
  /** @type {Record<string, number[]>} */
  const shapes = {
    'distilbert.embeddings.word_embeddings.weight': [config.vocab_size, dim],
    'distilbert.embeddings.position_embeddings.weight': [config.max_position_embeddings, dim],
    'distilbert.embeddings.LayerNorm.weight': [dim],
    'distilbert.embeddings.LayerNorm.bias': [dim],
  };
  const dense = (/** @type {string} */ name, /** @type {number} */ outputs, /** @type {number} */ inputs) => {
    shapes[`${name}.weight`] = [outputs, inputs];
    shapes[`${name}.bias`] = [outputs];
  };
  for (let i = 0; i < layers; i++) {
    const layer = `distilbert.transformer.layer.${i}`;
    for (const part of ['q_lin', 'k_lin', 'v_lin', 'out_lin']) dense(`${layer}.attention.${part}`, dim, dim);
    dense(`${layer}.ffn.lin1`, hidden, dim);
    dense(`${layer}.ffn.lin2`, dim, hidden);
    for (const norm of ['sa_layer_norm', 'output_layer_norm']) {
      shapes[`${layer}.${norm}.weight`] = [dim];
      shapes[`${layer}.${norm}.bias`] = [dim];
    }
  }
  return shapes;
}

/** Normally distributed numbers, the same ones each time (xorshift and Box-Muller). */
function normalNumbers() {
  let state = 88172645;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

async function sha256(/** @type {string} */ path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
