import {compact} from '@retune/page';

/** The value of a param as a table shows it. */
export function paramText(value: unknown): string {
  if (value === undefined) return '\u2013';
  if (typeof value === 'number') return compact(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `learningRate` of `train.learningRate`, where no other stage has a param of that name among `params`. */
export function shortParam(param: string, params: readonly string[]): string {
  const short = param.slice(param.indexOf('.') + 1);
  return params.filter((other) => other.endsWith(`.${short}`)).length > 1 ? param : short;
}
