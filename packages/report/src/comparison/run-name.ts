import type {ComparedRun} from './comparison-data.js';
import {paramText, shortParam} from './param-text.js';

/** What sets a run apart: `learningRate 0.001, seed 42`, or the stage's name where nothing else does. */
export function runName({from, values}: ComparedRun, params: readonly string[]): string {
  const named = params
    .filter((param) => param in values)
    .map((param) => `${shortParam(param, params)} ${paramText(values[param])}`);
  return named.length > 0 ? named.join(', ') : from;
}
