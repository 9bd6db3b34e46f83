import type {tokens} from '@retune/artifacts';
import {
  type EncoderConfig,
  readClassifierWeights,
  readEncoderConfig,
  rowLengthProblems,
} from '@retune/encoder';
import {type ArtifactReader, implementStage, StageError} from '@retune/stage';
import type {RecordBatch} from 'apache-arrow';
import {createTrunk} from './create-trunk.js';
import {encodeRows} from './encode-rows.js';
import {featuresBatch, featuresSchema} from './features-batch.js';
import {frozenLayersOf} from './frozen-layers.js';
import {inputIdsOf, rowChunks} from './row-chunks.js';
import {encodeStage} from './stage.js';

/** Some 50 MB of half-precision values at hidden size 384. */
const TOKENS_PER_CHUNK = 65_536;

export default implementStage(encodeStage, async ({params, inputs, output, emit}) => {
  const checkpoint = {
    config: await inputs.checkpoint.path('config'),
    weights: await inputs.checkpoint.path('weights'),
  };
  const config = readEncoderConfig(await inputs.checkpoint.text('config'), checkpoint.config);
  const frozenLayers = frozenLayersOf(params.frozenLayers, config);
  const total = await countTokens(inputs.tokens, config);
  const weights = await readClassifierWeights({
    checkpoint,
    labels: [],
    wanted: ({part}) => part === 'embeddings' || (typeof part === 'number' && part < frozenLayers),
  });
  const trunk = createTrunk(weights, frozenLayers, emit);
  const schema = featuresSchema({frozenLayers, hiddenSize: config.hiddenSize});
  let done = 0;
  const onTokens = (tokens: number) => {
    done += tokens;
    emit({kind: 'progress', done, total, unit: 'tokens'});
  };
  async function* batches(): AsyncGenerator<RecordBatch> {
    for await (const rows of rowChunks(inputs.tokens.batches('tokens'), TOKENS_PER_CHUNK))
      yield featuresBatch(
        schema,
        encodeRows(rows, {config, trunk, weightsFile: checkpoint.weights}, onTokens),
      );
  }
  await output.writeTable('features', batches());
  trunk.dispose();
});

/** Tokens of all rows; throws StageError where a row is longer than the encoder's positions. */
async function countTokens(reader: ArtifactReader<typeof tokens>, config: EncoderConfig): Promise<number> {
  let total = 0;
  let longest = 0;
  for await (const batch of reader.batches('tokens'))
    for (const {length} of inputIdsOf(batch)) {
      total += length;
      longest = Math.max(longest, length);
    }
  const problems = rowLengthProblems(longest, config);
  if (problems.length > 0) throw new StageError(problems);
  return total;
}
