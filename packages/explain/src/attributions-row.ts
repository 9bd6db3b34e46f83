import type {AttributionsRow} from './attributions-table.js';
import type {SourceText} from './explain-by-classifier.js';
import type {TextExplanation} from './explanation-task.js';
import {indexOfHighest} from './faithfulness.js';
import type {ExplainParams} from './params.js';
import type {TextToExplain} from './texts-to-explain.js';

/** The row of one text and classifier; what parts do only together stands in an empty token at its end. */
export function attributionsRow(
  {source, row, label, text, maxEvaluations}: TextToExplain,
  {pieces, starts, ends, readTo}: SourceText['text'],
  explanation: TextExplanation,
  {mode, method, model}: Pick<ExplainParams, 'mode' | 'method'> & Pick<AttributionsRow, 'model'>,
): AttributionsRow {
  const {values, together, ...measured} = explanation;
  const rest = together === undefined ? [] : [together];
  return {
    source,
    row,
    label,
    model,
    text,
    readTo,
    tokens: [...pieces, ...rest.map(() => '')],
    starts: [...starts, ...rest.map(() => readTo)],
    ends: [...ends, ...rest.map(() => readTo)],
    values: [...values, ...rest],
    predicted: indexOfHighest(explanation.outputs),
    mode,
    method,
    budget: maxEvaluations,
    ...measured,
  };
}
