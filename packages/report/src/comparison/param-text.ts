/** The value of a param as a table shows it, a number with all its digits: it is no measurement. */
export function paramText(value: unknown): string {
  if (value === undefined) return '\u2013';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `learningRate` of `train.learningRate`, where no other stage has a param of that name among `params`. */
export function shortParam(param: string, params: readonly string[]): string {
  const short = param.slice(param.indexOf('.') + 1);
  return params.filter((other) => other.endsWith(`.${short}`)).length > 1 ? param : short;
}
