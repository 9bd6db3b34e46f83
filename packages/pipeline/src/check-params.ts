import {type StageDeclaration, unwrapped} from '@retune/stage';
import {z} from 'zod';
import type {PipelineFailure} from './failure.js';
import type {StageEntry} from './stage-owner.js';
import {withoutUnset} from './unset-params.js';
import type {Position} from './yaml-position.js';

/** A stage's params without those that are unset, every default filled in, or what is wrong with them. */
export function checkParams(
  stage: StageEntry,
  declaration: StageDeclaration,
): {value: Record<string, unknown>; failures: PipelineFailure[]} {
  const given = withoutUnset(declaration.params, stage.params.value);
  const result = declaration.params.safeParse(given);
  if (result.success) return {value: result.data as Record<string, unknown>, failures: []};
  const failures = result.error.issues.flatMap(
    (issue) => absence(issue, given, stage, declaration) ?? paramFailures(issue, stage, declaration),
  );
  return {value: {}, failures};
}

/** That a param is not given though it must be; undefined where something else is wrong. */
function absence(
  {code, path}: z.core.$ZodIssue,
  given: unknown,
  stage: StageEntry,
  declaration: StageDeclaration,
): PipelineFailure[] | undefined {
  if (code === 'custom' || valueAt(given, path) !== undefined) return undefined;
  const name = path.join('.');
  const facts = {name, stage: stage.instanceOf, doc: docOf(declaration, path)};
  if (valueAt(stage.params.value, path) === null)
    return [{kind: 'unset-param', ...facts, at: placeOf(stage, name)}];
  return path.length === 1 ? [{kind: 'missing-param', ...facts, at: stage.at}] : undefined;
}

function paramFailures(
  issue: z.core.$ZodIssue,
  stage: StageEntry,
  declaration: StageDeclaration,
): PipelineFailure[] {
  const path = issue.path.map(String);
  const name = path.join('.');
  const at = placeOf(stage, name);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      kind: 'unknown-param',
      name: [...path, key].join('.'),
      stage: stage.instanceOf,
      known: paramNames(declaration.params, path),
      at: placeOf(stage, [...path, key].join('.')),
    }));
  return [
    {
      kind: 'wrong-param',
      name,
      stage: stage.instanceOf,
      message: issueText(issue),
      doc: docOf(declaration, path),
      at,
    },
  ];
}

function docOf({params}: StageDeclaration, [first = '']: readonly PropertyKey[]): string {
  return (params.shape[String(first)] as z.ZodType | undefined)?.description ?? '';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((around, key) => (around as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** What zod says of a value, for a union what each of its members says. */
function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message.replace(/^Invalid (input|option): /, '');
  const members = issue.errors.flatMap(([first]) =>
    first ? [[...first.path.map(String), issueText(first)].join(': ')] : [],
  );
  return members.length > 0 ? [...new Set(members)].join(', or ') : 'no such value is known';
}

/** The names known at a path inside the params; none where any name will do. */
function paramNames(params: z.ZodType, path: readonly string[]): string[] {
  const type = unwrapped(params);
  if (!(type instanceof z.ZodObject)) return [];
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(type.shape);
  const member = type.shape[first] as z.ZodType | undefined;
  return member === undefined ? [] : paramNames(member, rest);
}

/** Where a param stands, or else the first that is written down in it, or the nearest map around it that is. */
export function placeOf(stage: StageEntry, name: string): Position {
  const {positions} = stage.params;
  const inner = [...positions].find(([other]) => other === name || other.startsWith(`${name}.`));
  if (inner) return inner[1];
  const around = name.lastIndexOf('.');
  return around < 0 ? stage.at : placeOf(stage, name.slice(0, around));
}
