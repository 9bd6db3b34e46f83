import {labelsOf} from '@retune/artifacts';
import {contentsDigest, type Manifest, type StageContext, StageError, shortList} from '@retune/stage';
import type {Table} from 'apache-arrow';
import type {Budget} from './budget.js';
import {mostConfidentMistakes} from './most-confident-mistakes.js';
import {sampleRows} from './sample-rows.js';
import type {explainStage} from './stage.js';

/** A text, where it is from, and what it may cost. */
export interface TextToExplain extends Budget {
  source: 'chosen' | 'mistake' | 'sample';
  /** Place among the examples, and its label's id; null for texts of the params. */
  row: number | null;
  label: number | null;
  text: string;
}

/** The texts of the params, the mistakes and the sample. Throws {@link StageError} where a port is missing. */
export async function textsToExplain(
  {params, inputs}: Pick<StageContext<typeof explainStage>, 'params' | 'inputs'>,
  tokens: Table,
): Promise<TextToExplain[]> {
  const {texts, mistakes, sample} = params;
  const budgetOf = (budgetParam: Budget['budgetParam']): Budget => {
    return {maxEvaluations: params[budgetParam], budgetParam};
  };
  const chosen = texts.map((text): TextToExplain => {
    return {source: 'chosen', row: null, label: null, text, ...budgetOf('maxEvaluations')};
  });
  if (mistakes === 0 && sample === 0) return chosen;
  if (inputs.examples === undefined)
    throw missingPort(mistakes > 0 ? 'mistakes' : 'sample', 'examples', 'ingest');
  const examples = await inputs.examples.table('examples');
  requireSameRows(examples, tokens);
  const ofRows = (source: TextToExplain['source'], rows: readonly number[], budget: Budget) =>
    rows.map((row): TextToExplain => {
      const text = examples.getChild('text')?.get(row) as string;
      return {source, row, label: tokens.getChild('label')?.get(row) as number, text, ...budget};
    });
  const wrong = await mistakenRows(mistakes, inputs);
  const drawn = sampleRows(tokens, sample, params);
  return [
    ...chosen,
    ...ofRows('mistake', wrong, budgetOf('maxEvaluations')),
    ...ofRows('sample', drawn, budgetOf('sampleEvaluations')),
  ];
}

async function mistakenRows(
  most: number,
  {evaluation, tokens}: StageContext<typeof explainStage>['inputs'],
): Promise<number[]> {
  if (most === 0) return [];
  if (evaluation === undefined) throw missingPort('mistakes', 'evaluation', 'evaluate');
  requireJudgedOn(evaluation.manifest, tokens.manifest);
  return mostConfidentMistakes(await evaluation.table('predictions'), most);
}

function missingPort(param: string, port: string, stage: string): StageError {
  return new StageError({
    where: `explain.${param}`,
    what: `needs the input "${port}", which is not wired`,
    mend: `Add it to the stage's inputs in the pipeline file, such as "${port}: ${stage}".`,
  });
}

/** Rows of other tokens would be other texts. */
function requireJudgedOn({inputs}: Manifest, {files}: Manifest): void {
  const judged = inputs?.tokens;
  if (judged === undefined || judged === contentsDigest(files)) return;
  throw new StageError({
    where: 'inputs: evaluation',
    what: 'it was made from other tokens than the ones that explain is given',
    mend: 'Wire the tokens that evaluation reads.',
  });
}

function requireSameRows(examples: Table, tokens: Table): void {
  const notThose = (what: string) =>
    new StageError({
      where: 'inputs: examples',
      what,
      mend: 'Wire the examples that the tokens were made of.',
    });
  if (examples.numRows !== tokens.numRows)
    throw notThose(
      `the examples (${examples.numRows} rows) are not those of the tokens (${tokens.numRows} rows)`,
    );
  const [labels, expected] = [labelsOf(examples.schema), labelsOf(tokens.schema)];
  if (JSON.stringify(labels) !== JSON.stringify(expected))
    throw notThose(
      `the examples have the labels ${shortList(labels)}, but the tokens have ${shortList(expected)}`,
    );
}
