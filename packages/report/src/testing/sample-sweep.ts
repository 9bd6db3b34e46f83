import {join} from 'node:path';
import type {GatheredPlace} from '@retune/stage';
import type {Sample} from './sample.js';
import {writeSampleEvaluation} from './sample-artifacts.js';

/** A run of a sweep: its params, and how many wrong rows of each cell it has right, beyond the sample. */
export interface SampleRun {
  values: Record<string, unknown>;
  gain: number;
}

/** Writes an evaluation a run into `folder` and says where. */
export async function writeSampleSweep(
  folder: string,
  {sample, runs}: {sample: Sample; runs: readonly SampleRun[]},
): Promise<GatheredPlace[]> {
  const places: GatheredPlace[] = [];
  for (const [index, {values, gain}] of runs.entries()) {
    const place = join(folder, `evaluate-${index}`);
    await writeSampleEvaluation(place, {...sample, tunedMatrix: improved(sample.tunedMatrix, gain)});
    const from = `evaluate@${Object.entries(values).map(([name, value]) => `${name}=${value}`)}`;
    places.push({folder: place, remakeCommand: 'npx nx run sample.evaluate:run', from, values});
  }
  return places;
}

/** Moves up to `gain` rows of each wrong cell to the right one; a negative gain the other way. */
function improved(matrix: readonly number[][], gain: number): number[][] {
  return matrix.map((counts, label) => {
    const moved = counts.map((rows, predicted) =>
      predicted === label ? 0 : Math.max(-5, Math.min(gain, rows)),
    );
    const right = moved.reduce((sum, rows) => sum + rows, 0);
    return counts.map((rows, predicted) =>
      predicted === label ? rows + right : rows - (moved[predicted] ?? 0),
    );
  });
}
