import {labelsOf} from '@retune/artifacts';
import {type StageContext, StageError} from '@retune/stage';
import type {Table} from 'apache-arrow';
import {mostConfidentMistakes} from './most-confident-mistakes.js';
import {sampleRows} from './sample-rows.js';
import type {explainStage} from './stage.js';

/** A text, where it is from, and what it may cost. */
export interface TextToExplain {
  source: 'chosen' | 'mistake' | 'sample';
  /** Place among the examples, and its label's id; null for texts of the params. */
  row: number | null;
  label: number | null;
  text: string;
  /** Versions that may be evaluated. */
  maxEvaluations: number;
}

/** The texts of the params, the mistakes and the sample. Throws {@link StageError} where a port is missing. */
export async function textsToExplain(
  {params, inputs}: Pick<StageContext<typeof explainStage>, 'params' | 'inputs'>,
  tokens: Table,
): Promise<TextToExplain[]> {
  const {texts, mistakes, sample, maxEvaluations, sampleEvaluations} = params;
  const chosen = texts.map((text): TextToExplain => {
    return {source: 'chosen', row: null, label: null, text, maxEvaluations};
  });
  if (mistakes === 0 && sample === 0) return chosen;
  if (inputs.examples === undefined)
    throw missingPort(mistakes > 0 ? 'mistakes' : 'sample', 'examples', 'ingest');
  const examples = await inputs.examples.table('examples');
  requireSameRows(examples, tokens);
  const ofRows = (source: TextToExplain['source'], rows: readonly number[], budget: number) =>
    rows.map((row): TextToExplain => {
      const text = examples.getChild('text')?.get(row) as string;
      return {source, row, label: tokens.getChild('label')?.get(row) as number, text, maxEvaluations: budget};
    });
  const wrong = await mistakenRows(mistakes, inputs.evaluation);
  const drawn = sampleRows(tokens, sample, params);
  return [
    ...chosen,
    ...ofRows('mistake', wrong, maxEvaluations),
    ...ofRows('sample', drawn, sampleEvaluations),
  ];
}

async function mistakenRows(
  most: number,
  evaluation: StageContext<typeof explainStage>['inputs']['evaluation'],
): Promise<number[]> {
  if (most === 0) return [];
  if (evaluation === undefined) throw missingPort('mistakes', 'evaluation', 'evaluate');
  return mostConfidentMistakes(await evaluation.table('predictions'), most);
}

function missingPort(param: string, port: string, stage: string): StageError {
  return new StageError({
    where: `explain.${param}`,
    what: `needs the input "${port}", which is not wired`,
    mend: `Add it to the stage's inputs in the pipeline file, such as "${port}: ${stage}".`,
  });
}

function requireSameRows(examples: Table, tokens: Table): void {
  const sameLabels = String(labelsOf(examples.schema)) === String(labelsOf(tokens.schema));
  if (examples.numRows === tokens.numRows && sameLabels) return;
  throw new StageError({
    where: 'inputs: examples',
    what: `the examples (${examples.numRows} rows) are not those of the tokens (${tokens.numRows} rows)`,
    mend: 'Wire the examples that the tokens were made of.',
  });
}
