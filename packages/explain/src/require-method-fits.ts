import {type Problem, StageError} from '@retune/stage';
import type {SourceText} from './explain-by-classifier.js';
import {masksNeeded} from './explanation-task.js';
import type {ExplainParams} from './params.js';

/** Throws {@link StageError} naming each text whose budget is too small for the method. */
export function requireMethodFits(
  sources: readonly SourceText[],
  {method, mode, fixedContext}: Pick<ExplainParams, 'method' | 'mode' | 'fixedContext'>,
): void {
  if (method === 'partition') return;
  if (method === 'integratedGradients') {
    if (mode === 'words') return;
    throw new StageError({
      where: 'explain.mode',
      what: 'integrated gradients give values to words, not to SHAP’s pieces',
      mend: 'Set mode to words, or use another method.',
    });
  }
  const problems = sources.flatMap(({text, maxEvaluations, budgetParam}): Problem[] => {
    const needed = masksNeeded(text, {method, fixedContext});
    if (needed <= maxEvaluations) return [];
    return [
      {
        where: 'explain.method',
        what:
          `${method} needs ${countText(needed)} evaluations for the ${text.hideable.length} parts of the text ` +
          `"${text.text.slice(0, 60)}", but ${maxEvaluations} are allowed`,
        mend: `Raise explain.${budgetParam}, or use the method partition, which makes the best of any number.`,
      },
    ];
  });
  if (problems.length > 0) throw new StageError(problems);
}

/** Large numbers are those of the method `exact`, which are powers of 2. */
function countText(needed: number): string {
  return needed < 1e6 ? String(needed) : 'more than a million';
}
