import {type StageContext, StageError} from '@retune/stage';
import type {reportStage} from './stage.js';

type Inputs = StageContext<typeof reportStage>['inputs'];

/** What a page on one classifier is made from. */
export type SingleInputs = Omit<Inputs, 'evaluations' | 'examples' | 'evaluation'> & {
  [Port in 'examples' | 'evaluation']: NonNullable<Inputs[Port]>;
};

/** What a page that compares is made from, at least two. */
export type ComparedInputs = Inputs['evaluations'];

/** Tells the two kinds of page apart. Throws {@link StageError} where the ports ask for neither or for both. */
export function reportInputs(inputs: Inputs): {one: SingleInputs} | {compared: ComparedInputs} {
  const {evaluations, ...single} = inputs;
  const wired = Object.entries(single).flatMap(([port, input]) => (input === undefined ? [] : [port]));
  if (evaluations.length > 0 && wired.length > 0)
    throw new StageError({
      where: 'inputs of report',
      what: `evaluations compares classifiers, and ${wired.join(', ')} would show one; a page does one of both`,
      mend: 'Leave out evaluations or the others; two stages with `uses: report` make two pages.',
    });
  if (evaluations.length === 1)
    throw new StageError({
      where: 'inputs of report: evaluations',
      what: 'there is one evaluation, and nothing to compare it with',
      mend: 'Name a stage that has several instances (see `matrix`), or several stages.',
    });
  if (evaluations.length > 0) return {compared: evaluations};
  const {examples, evaluation} = single;
  if (examples && evaluation) return {one: {...single, examples, evaluation}};
  const missing = Object.entries({examples, evaluation}).filter(([, input]) => input === undefined);
  throw new StageError({
    where: 'inputs of report',
    what: `${missing.map(([port]) => port).join(' and ')} not wired`,
    mend: 'Wire examples and evaluation (and tokens, model, attributions) for a page on one classifier, or evaluations alone for one that compares.',
  });
}
