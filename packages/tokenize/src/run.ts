import {tokens} from '@retune/artifacts';
import {implementStage, StageError} from '@retune/stage';
import {type RecordBatch, Schema} from 'apache-arrow';
import {LengthCount} from './length-count.js';
import {modelLimits, requirePositions} from './model-limits.js';
import {tokenizeStage} from './stage.js';
import {tokenBatch} from './token-batch.js';
import type {TokenizedText} from './tokenized-text.js';
import {TokenizerProcess} from './tokenizer-process.js';

const BATCH_ROWS = 4096;

export default implementStage(tokenizeStage, async ({params, inputs, output, emit}) => {
  const {maxLength} = params;
  const limits = modelLimits(await inputs.checkpoint.text('config'));
  requirePositions(maxLength, limits);
  const tokenizer = await TokenizerProcess.open(await inputs.checkpoint.path('tokenizer'), maxLength);
  const total = inputs.examples.rows('examples');
  const lengths = new LengthCount();

  async function* batches(): AsyncGenerator<RecordBatch> {
    for await (const batch of inputs.examples.batches('examples'))
      for (let start = 0; start < batch.numRows; start += BATCH_ROWS) {
        const rows = batch.slice(start, start + BATCH_ROWS);
        const texts = await tokenizer.tokenize(column(rows, 'text'), lengths.rows);
        requireKnownIds(texts, limits.vocabularySize);
        lengths.add(texts);
        emit({kind: 'progress', done: lengths.rows, total, unit: 'rows'});
        yield tokenBatch(tokenSchema(batch.schema), {
          splits: column(rows, 'split'),
          labelIds: labelIds(rows),
          texts,
        });
      }
  }

  try {
    await output.writeTable('tokens', batches());
  } finally {
    tokenizer.close();
  }
  emit({kind: 'note', message: lengths.toString()});
  if (lengths.truncated > 0)
    emit({kind: 'warning', message: `${lengths.truncated} rows were cut at ${maxLength} tokens`});
});

function column(rows: RecordBatch, name: string): string[] {
  return [...(rows.getChild(name) ?? [])] as string[];
}

/** maxLength is not in the metadata: one that cuts no row shall give the same bytes as any other. */
function tokenSchema(examples: Schema): Schema {
  return new Schema(tokens.files.tokens.schema.fields, new Map([['labels', labelsText(examples)]]));
}

function labelIds(rows: RecordBatch): number[] {
  const ids = new Map((JSON.parse(labelsText(rows.schema)) as string[]).map((label, id) => [label, id]));
  return column(rows, 'label').map((label) => {
    const id = ids.get(label);
    if (id === undefined)
      throw new Error(`Internal error: label "${label}" is not among the examples' labels`);
    return id;
  });
}

function labelsText(schema: Schema): string {
  const text = schema.metadata.get('labels');
  if (text === undefined) throw new Error('Internal error: the examples have no labels in their metadata');
  return text;
}

function requireKnownIds(texts: readonly TokenizedText[], vocabularySize: number): void {
  for (const {inputIds} of texts)
    for (const id of inputIds)
      if (id >= vocabularySize)
        throw new StageError({
          where: 'tokenizer.json',
          what: `the tokenizer gave id ${id}, but the checkpoint's model knows only ${vocabularySize} ids`,
          mend: 'Use config.json and tokenizer.json from the same model.',
        });
}
