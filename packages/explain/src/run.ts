import {classifierSettings, labelsOf} from '@retune/artifacts';
import {longestRow, readClassifierWeights} from '@retune/encoder';
import {type Emit, implementStage} from '@retune/stage';
import {attributionsTable} from './attributions-table.js';
import {createClassifier} from './create-classifier.js';
import {explainTexts} from './explain-texts.js';
import {loadTokenizer} from './load-tokenizer.js';
import {maskableTexts} from './maskable-texts.js';
import {classifyWith} from './masked-model.js';
import {specialTokensOf} from './special-tokens.js';
import {explainStage} from './stage.js';
import type {MaskableText} from './text-masker.js';
import {tokenLimit} from './token-limit.js';

export default implementStage(explainStage, async ({params, inputs, output, emit}) => {
  const {texts, maskToken, ...options} = params;
  const table = await inputs.tokens.table('tokens');
  const labels = labelsOf(table.schema);
  await classifierSettings(inputs.model, labels);
  const tokenizer = loadTokenizer(await inputs.checkpoint.path('tokenizer'));
  const special = specialTokensOf(tokenizer, (await tokenizer.encode('')).getIds(), maskToken);
  const sources = await maskableTexts(texts, tokenizer, special);
  const weights = await readClassifierWeights({
    checkpoint: {
      config: await inputs.checkpoint.path('config'),
      weights: await inputs.checkpoint.path('weights'),
    },
    labels,
    tuned: {weights: await inputs.model.path('weights')},
  });
  const classifier = createClassifier(weights, labels, emit);
  try {
    const positions = longestRow(classifier.config);
    const maxLength = Math.min(positions, tokenLimit(table) ?? positions);
    warnOfLongTexts(sources, maxLength, emit);
    const explanations = await explainTexts(
      sources,
      classifyWith({classifier, tokenizer, special, maxLength}),
      {
        ...options,
        special,
        onProgress: (done, total) => emit({kind: 'progress', done, total, unit: 'evaluations'}),
      },
    );
    const explained = sources.map((source, i) => ({
      source,
      explanation: explanations[i] as (typeof explanations)[0],
    }));
    await output.writeTable('attributions', attributionsTable(explained, labels, options.maxEvaluations));
  } finally {
    classifier.dispose();
  }
});

function warnOfLongTexts(sources: readonly MaskableText[], maxLength: number, emit: Emit): void {
  for (const [i, {inputIds}] of sources.entries())
    if (inputIds.length > maxLength)
      emit({
        kind: 'warning',
        message: `text ${i + 1} has ${inputIds.length} tokens; the classifier reads the first ${maxLength}`,
      });
}
