import {StageError} from '@retune/stage';
import {shownName} from './shown-name.js';
import type {Float32Tensor} from './write-safetensors.js';

/** Throws {@link StageError} naming the tensors of a file that hold NaN or infinite values. */
export function requireFinite(file: string, tensors: ReadonlyMap<string, Float32Tensor>): void {
  const names = [...tensors].filter(([, {data}]) => !areFinite(data)).map(([name]) => shownName(name));
  if (names.length === 0) return;
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  throw new StageError({
    where: file,
    what: `not all values are finite numbers of 32 bits: tensor ${names.slice(0, 3).join(', ')}${more}`,
    mend: 'Use a checkpoint from before its training diverged, or download it again.',
  });
}

/** A finite number times 0 is 0; anything else makes the sum NaN. Without a branch this is several times as fast. */
function areFinite(data: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += (data[i] as number) * 0;
  return sum === 0;
}
