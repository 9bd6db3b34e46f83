import {readFaultText} from '../file-fault.mjs';
import {printableMessage} from '../printable.mjs';
import {nearestName} from './nearest-name.js';
import {excerpt, type Position, positionText} from './yaml-position.js';

/** What can be wrong with a pipeline or an override; each with its place and the facts that mend it. */
export type PipelineFailure =
  | {kind: 'not-yaml'; message: string; at: Position}
  | {kind: 'unreadable-pipeline'; fault: string; at: Position}
  | {kind: 'wrong-pipeline-name'; name: string; rule: string; at: Position}
  | {kind: 'same-pipeline-name'; name: string; files: string[]; at: Position}
  | {kind: 'unknown-key'; key: string; known: string[]; of: string; at: Position}
  | {kind: 'wrong-shape'; what: string; expected: string; at: Position}
  | {kind: 'unknown-stage-package'; name: string; known: string[]; at: Position}
  | {kind: 'unknown-stage'; name: string; known: string[]; at: Position}
  | {kind: 'unknown-port'; name: string; stage: string; known: string[]; at: Position}
  | {kind: 'missing-port'; name: string; stage: string; artifact: string; candidates: string[]; at: Position}
  | {
      kind: 'wrong-artifact';
      port: string;
      stage: string;
      wanted: string;
      from: string;
      given: string;
      at: Position;
    }
  | {kind: 'takes-one'; port: string; stage: string; at: Position}
  | {kind: 'takes-several'; port: string; stage: string; from: string; at: Position}
  | {kind: 'cycle'; stages: string[]; at: Position}
  | {kind: 'unknown-pipeline'; name: string; known: string[]; at: Position}
  | {kind: 'extends-cycle'; pipelines: string[]; at: Position}
  | {kind: 'extends-too-long'; pipelines: number; at: Position}
  | {kind: 'too-many-instances'; instances: number; most: number; at: Position}
  | {kind: 'set-and-matrix'; name: string; at: Position}
  | {kind: 'repeated-value'; name: string; value: string; at: Position}
  | {kind: 'unknown-param'; name: string; stage: string; known: string[]; at: Position}
  | {kind: 'missing-param'; name: string; stage: string; doc: string; at: Position}
  | {kind: 'unset-param'; name: string; stage: string; doc: string; at: Position}
  | {kind: 'wrong-param'; name: string; stage: string; message: string; doc: string; at: Position}
  | {kind: 'missing-file'; name: string; path: string; at: Position}
  | {kind: 'special-file'; name: string; path: string; is: string; at: Position}
  | {kind: 'unreadable-file'; name: string; path: string; code: string; at: Position}
  | {kind: 'wrong-override'; message: string; at: Position}
  | {kind: 'unknown-option'; name: string; known: string; at: Position};

export type Result<T> = {ok: true; value: T} | {ok: false; failures: PipelineFailure[]};

/** A fault that several instances of a stage share is told once. */
export function failed(failures: readonly PipelineFailure[]): {ok: false; failures: PipelineFailure[]} {
  return {
    ok: false,
    failures: [...new Map(failures.map((failure) => [identity(failure), failure])).values()],
  };
}

/** All of a failure but the line that it stands in, which may be long. */
function identity(failure: PipelineFailure): string {
  return JSON.stringify({...failure, at: positionText(failure.at)});
}

/** One slip may make thousands; more than these nobody reads. */
const MOST_SHOWN = 20;

/** The first failures as text, each with its place, the line with a marker, and what would mend it. */
export function failuresText(failures: readonly PipelineFailure[]): string {
  const shown = failures.slice(0, MOST_SHOWN).map((failure) => {
    const {problem, mend} = explained(failure);
    const first = `${positionText(failure.at)}: ${problem}\n${excerpt(failure.at)}`;
    return printableMessage(mend === undefined ? first : `${first}\n  ${mend}`);
  });
  const more = failures.length - shown.length;
  return [...shown, ...(more > 0 ? [`... and ${more} more like these`] : [])].join('\n');
}

function explained(failure: PipelineFailure): {problem: string; mend?: string} {
  switch (failure.kind) {
    case 'not-yaml':
      return {problem: `this is not YAML: ${failure.message}`};
    case 'unreadable-pipeline':
      return {problem: `this pipeline file cannot be read: ${failure.fault}`};
    case 'wrong-pipeline-name':
      return {
        problem: `the name of pipeline "${failure.name}" must be ${failure.rule}`,
        mend: 'Rename the file.',
      };
    case 'same-pipeline-name':
      return {
        problem: `${failure.files.join(' and ')} both make the pipeline ${failure.name}`,
        mend: 'Rename one of them, or move it away.',
      };
    case 'unknown-key':
      return {
        problem: `unknown key "${failure.key}" in ${failure.of}`,
        mend: choice(failure.key, failure.known),
      };
    case 'wrong-shape':
      return {problem: `${failure.what} must be ${failure.expected}`};
    case 'unknown-stage-package':
      return {
        problem: `no package offers a stage "${failure.name}"`,
        mend: `${choice(failure.name, failure.known)} Name another one with "uses".`,
      };
    case 'unknown-stage':
      return {problem: `there is no stage "${failure.name}" here`, mend: choice(failure.name, failure.known)};
    case 'unknown-port':
      return {
        problem: `stage ${failure.stage} has no input "${failure.name}"`,
        mend: failure.known.length > 0 ? choice(failure.name, failure.known) : 'It reads nothing.',
      };
    case 'takes-one':
      return {
        problem: `input "${failure.port}" of stage ${failure.stage} takes one stage, not a list`,
        mend: 'Write the name of one stage, without brackets.',
      };
    case 'takes-several':
      return {
        problem: `input "${failure.port}" of stage ${failure.stage} takes a list of stages`,
        mend: `Write [${failure.from}].`,
      };
    case 'missing-port':
      return {
        problem: `stage ${failure.stage} lacks its input "${failure.name}" (${failure.artifact})`,
        mend:
          failure.candidates.length > 0
            ? `Add to its inputs: ${failure.candidates.map((stage) => `${failure.name}: ${stage}`).join(' or ')}`
            : `No stage of this pipeline makes ${failure.artifact}; add one.`,
      };
    case 'wrong-artifact':
      return {
        problem: `input "${failure.port}" of stage ${failure.stage} takes ${failure.wanted}, but ${failure.from} makes ${failure.given}`,
      };
    case 'cycle':
      return {
        problem: `stages wait for each other: ${nameList(failure.stages, ' -> ')}`,
        mend: 'Take one of these inputs out.',
      };
    case 'unknown-pipeline':
      return {
        problem: `there is no pipeline "${failure.name}" to extend`,
        mend:
          failure.known.length > 0 ? choice(failure.name, failure.known) : 'There is no other pipeline file.',
      };
    case 'extends-cycle':
      return {
        problem: `pipelines extend each other: ${failure.pipelines.join(' -> ')}`,
        mend: 'Take one of these "extends" out.',
      };
    case 'extends-too-long':
      return {
        problem: `pipelines extend each other in a chain of more than ${failure.pipelines}`,
        mend: 'Extend one that is nearer to its end.',
      };
    case 'too-many-instances':
      return {
        problem: `this pipeline has ${countText(failure.instances)} stages and instances, more than ${failure.most}`,
        mend: 'Shorten the lists in "matrix", or allow more by --max-instances=NUMBER in the command.',
      };
    case 'set-and-matrix':
      return {
        problem: `${failure.name} stands under "set" and under "matrix"`,
        mend: 'Take one of them out.',
      };
    case 'repeated-value':
      return {problem: `${failure.name} has the value ${failure.value} twice`, mend: 'Take one of them out.'};
    case 'unknown-param':
      return {
        problem: `stage ${failure.stage} has no param "${failure.name}"`,
        mend: failure.known.length > 0 ? choice(failure.name, failure.known) : 'It has no params.',
      };
    case 'missing-param':
      return {
        problem: `stage ${failure.stage} needs the param "${failure.name}"`,
        mend: meaning(failure),
      };
    case 'unset-param':
      return {
        problem: `${failure.stage}.${failure.name} cannot be unset by null: the stage needs it`,
        mend: meaning(failure),
      };
    case 'wrong-param':
      return {problem: `${failure.stage}.${failure.name}: ${failure.message}`, mend: meaning(failure)};
    case 'missing-file':
      return {
        problem: `${failure.name} names ${failure.path}, which does not exist`,
        mend: 'Paths start from the folder of nx.json.',
      };
    case 'special-file':
      return {
        problem: `${failure.name} names ${failure.path}, which is ${failure.is}`,
        mend: 'Name a regular file or a folder; copy what comes out of it into a file first.',
      };
    case 'unreadable-file':
      return {
        problem: `${failure.name} names ${failure.path}, which cannot be read: ${readFaultText(failure.code)}`,
        mend: 'Check the right to read it, and the disk or network it is on.',
      };
    case 'wrong-override':
      return {problem: failure.message, mend: 'Write it as --set stage.param=value.'};
    case 'unknown-option':
      return {
        problem: `neither Nx nor the pipeline knows the option ${failure.name}`,
        mend: `Did you mean ${failure.known}?`,
      };
    default:
      return unreachable(failure);
  }
}

/** What a param is, or the one around it. */
function meaning({name, doc}: {name: string; doc: string}): string | undefined {
  return doc === '' ? undefined : `${name.split('.')[0]}: ${doc}`;
}

/** The nearest known name, and all of them. */
export function choice(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  const all = `Known: ${nameList(known)}.`;
  return nearest === undefined ? all : `Did you mean "${nearest}"? ${all}`;
}

function countText(count: number): string {
  return count > 1e6 ? 'over a million' : String(count);
}

/** Names with commas between, of many the first. */
function nameList(names: readonly string[], separator = ', '): string {
  const shown = names.slice(0, MOST_SHOWN).join(separator);
  return names.length > MOST_SHOWN ? `${shown} and ${names.length - MOST_SHOWN} more` : shown;
}

function unreachable(value: never): never {
  throw new Error(`Internal error: no words for ${JSON.stringify(value)}`);
}
