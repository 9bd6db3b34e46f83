import {createHash} from 'node:crypto';
import type {Axis, AxisValue} from './written-values.js';

/** The value that each axis has in an instance. */
export type Combination = ReadonlyMap<Axis, AxisValue>;

/**
 * The name of a stage with one value on each of its axes: `train@learningRate=0.001,seed=1`; the stage's own
 * where it has no axes. File names, Nx's project names and its globs all take it as it is.
 */
export function instanceId(
  stage: string,
  axes: readonly Axis[],
  values: Combination,
  all: readonly Axis[],
): string {
  if (axes.length === 0) return stage;
  const labels = axes.map((axis) => `${axisLabel(axis, all)}=${valueLabel(values.get(axis)?.value)}`);
  const id = `${stage}@${labels.join(',')}`;
  return id.length > LONGEST_ID ? `${id.slice(0, LONGEST_ID)}-${shortDigest(id)}` : id;
}

/** With a pipeline's name, a process's number and endings it must stay within a file name's 255 bytes. */
const LONGEST_ID = 110;

/** The stage that an instance is one of. */
export function stageOfInstance(id: string): string {
  return id.split('@')[0] as string;
}

/** The param's last name; where another axis has the same, with its stage. */
function axisLabel(axis: Axis, all: readonly Axis[]): string {
  const isAlone = all.every((other) => other === axis || lastName(other) !== lastName(axis));
  const name = isAlone ? lastName(axis) : `${axis.stage}-${axis.param}`;
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

function lastName({param}: Axis): string {
  return param.split('.').at(-1) as string;
}

const LONGEST_VALUE = 24;

/** The value itself where it is short and plain, else its beginning and a digest. */
export function valueLabel(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const plain = text.replaceAll(typeof value === 'number' ? /[^\w.-]/g : /[^\w-]+/g, '_');
  if (plain === text && text.length <= LONGEST_VALUE) return text;
  return `${plain.slice(0, LONGEST_VALUE)}-${shortDigest(text)}`;
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
