import {labelsOf} from '@retune/artifacts';
import {type Emit, implementStage, type StageContext, StageError, shortList} from '@retune/stage';
import {attributionsRow} from './attributions-row.js';
import {type AttributionsRow, attributionsTable, wordsTable} from './attributions-table.js';
import {explainByClassifier, type SourceText} from './explain-by-classifier.js';
import {explainedClassifiers} from './explained-classifiers.js';
import {evaluationsAtMost} from './explanation-task.js';
import {FinishedWork} from './finished-work.js';
import {openTextEncoder} from './open-text-encoder.js';
import {ADDITIVITY_TOLERANCE} from './part-values.js';
import {rankWords} from './rank-words.js';
import {renderPage} from './render-page.js';
import {requireMaskFits} from './require-mask-fits.js';
import {requireMethodFits} from './require-method-fits.js';
import {explainStage} from './stage.js';
import {shapTexts, type TextEncoder, wordTexts} from './text-encoder.js';
import {type TextToExplain, textsToExplain} from './texts-to-explain.js';

type Params = StageContext<typeof explainStage>['params'];

export default implementStage(explainStage, async (context) => {
  const {params, inputs, output, emit, state} = context;
  const tokens = await inputs.tokens.table('tokens');
  const labels = labelsOf(tokens.schema);
  requireLabel(params.label, labels);
  const classifiers = await explainedClassifiers(context, labels);
  const wanted = await textsToExplain(context, tokens);
  const encoder = await openTextEncoder(inputs.checkpoint, tokens, params.maskToken);
  const sources = await sourceTexts(wanted, encoder, params);
  requireMethodFits(sources, params);
  requireMaskFits(encoder, params);
  warnOfCutTexts(wanted, sources, emit);
  const rows: AttributionsRow[][] = wanted.map(() => []);
  // Only the tuned classifier explains the sample, which comes last.
  const work = classifiers.map((classifier) => ({
    ...classifier,
    texts: sources.filter((_, i) => classifier.model === 'tuned' || wanted[i]?.source !== 'sample'),
  }));
  const onProgress = progressOver(
    work.map(({texts}) => evaluationsAtMost(texts, params)),
    emit,
  );
  const finished = await FinishedWork.open(state);
  for (const [place, {model, weights, texts}] of work.entries()) {
    const explanations = await explainByClassifier(texts, {
      model,
      weights: await weights(),
      labels,
      encoder,
      params,
      emit,
      onProgress: (share) => onProgress(place, share),
      finished,
    });
    for (const [i, explanation] of explanations.entries())
      rows[i]?.push(
        attributionsRow(wanted[i] as TextToExplain, (texts[i] as SourceText).text, explanation, {
          ...params,
          model,
        }),
      );
  }
  noteGaps(rows.flat(), emit);
  const sample = rows.flat().filter(({source}) => source === 'sample');
  const tables = {
    attributions: attributionsTable(rows.flat(), labels),
    words: wordsTable(rankWords(sample, labels.length), labels),
  };
  await output.writeTable('attributions', tables.attributions);
  await output.writeTable('words', tables.words);
  await output.writeText('page', renderPage(tables, labels, params.label));
});

async function sourceTexts(
  wanted: readonly TextToExplain[],
  encoder: TextEncoder,
  {mode, method}: Params,
): Promise<SourceText[]> {
  const texts = wanted.map(({text}) => text);
  const explainable =
    mode === 'words'
      ? await wordTexts(texts, encoder)
      : await shapTexts(texts, encoder, method === 'partition');
  return explainable.map((text, i) => {
    const {maxEvaluations, budgetParam} = wanted[i] as TextToExplain;
    return {text, maxEvaluations, budgetParam};
  });
}

/** Progress over the work of several classifiers, of which each tells its share. */
function progressOver(evaluations: readonly number[], emit: Emit): (place: number, share: number) => void {
  const before = (place: number) => evaluations.slice(0, place).reduce((sum, count) => sum + count, 0);
  const total = before(evaluations.length);
  return (place, share) => {
    const done = Math.round(before(place) + share * (evaluations[place] as number));
    emit({kind: 'progress', done, total, unit: 'evaluations'});
  };
}

function requireLabel(label: string | undefined, labels: readonly string[]): void {
  if (label === undefined || labels.includes(label)) return;
  throw new StageError({
    where: 'explain.label',
    what: `there is no label "${label}"`,
    mend: `The labels are ${shortList(labels)}.`,
  });
}

/** Says how far values are from the outputs where that is more than rounding. */
function noteGaps(rows: readonly AttributionsRow[], emit: Emit): void {
  const gaps = rows.map(({gap}) => gap).filter((gap) => gap > ADDITIVITY_TOLERANCE);
  if (gaps.length === 0) return;
  const most = gaps.reduce((largest, gap) => Math.max(largest, gap)).toPrecision(2);
  emit({
    kind: 'note',
    message: `of ${rows.length} explanations ${gaps.length} add up to their outputs only to within ${most} (see \`gap\` in attributions.arrow)`,
  });
}

function warnOfCutTexts(wanted: readonly TextToExplain[], sources: readonly SourceText[], emit: Emit): void {
  for (const [i, {source, text}] of wanted.entries()) {
    const readTo = sources[i]?.text.readTo as number;
    if (source === 'chosen' && readTo < text.length)
      emit({
        kind: 'warning',
        message: `text ${i + 1} is too long: the classifier reads ${readTo} of its ${text.length} characters`,
      });
  }
}
