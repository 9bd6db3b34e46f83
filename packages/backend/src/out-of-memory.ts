import {StageError} from '@retune/stage';

/** What TensorFlow, C++ and V8 say where memory runs out. */
const SIGNS =
  /OOM when allocating|resource exhausted|bad_alloc|array buffer allocation failed|failed to allocate/i;

/** The failure that says so, where an error or its cause means that memory ran out; undefined for any other. */
export function outOfMemory(
  error: unknown,
  {where, mend}: {where: string; mend: string},
): StageError | undefined {
  for (let each = error; each instanceof Error; each = each.cause)
    if (SIGNS.test(each.message)) {
      const shape = each.message.match(/tensor with shape\s?(\[[\d,]+\])/)?.[1];
      const what = shape === undefined ? 'memory ran out' : `memory ran out at a tensor of shape ${shape}`;
      return new StageError({where, what, mend}, {cause: error});
    }
  return undefined;
}
