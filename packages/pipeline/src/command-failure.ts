import {printableMessage} from '../printable.mjs';
import {choice} from './failure.js';

/** What can be wrong with a command, apart from the pipeline that it names; with the facts that mend it. */
export type CommandFailure =
  | {kind: 'no-workspace'; folder: string}
  | {kind: 'unknown-command'; name: string; known: string[]}
  | {kind: 'unknown-option'; name: string; command: string; known: string[]}
  | {kind: 'missing-option'; option: string; value: string; command: string}
  | {kind: 'missing-value'; option: string; value: string; command: string}
  | {kind: 'unwanted-value'; option: string; command: string}
  | {kind: 'missing-operand'; operand: string; command: string}
  | {kind: 'extra-operand'; operand: string; command: string}
  | {kind: 'unknown-pipeline'; name: string; known: string[]}
  | {kind: 'unknown-stage'; name: string; pipeline: string; known: string[]}
  | {kind: 'never-worked'; pipeline: string; stage: string}
  | {kind: 'wrong-size'; text: string}
  | {kind: 'nothing-of-that-name'; name: string; known: string[]}
  | {kind: 'stage-at-work'; stage: string; process: number}
  | {kind: 'run-at-work'; command: string; process: number}
  | {kind: 'needs-unknown'; file: string};

/** All failures as text, each with what would mend it. */
export function commandFailuresText(failures: readonly CommandFailure[]): string {
  return failures
    .map(explained)
    .map(({problem, mend}) => printableMessage(`retune: ${problem}\n  ${mend}`))
    .join('\n');
}

function explained(failure: CommandFailure): {problem: string; mend: string} {
  switch (failure.kind) {
    case 'no-workspace':
      return {
        problem: `there is no nx.json in ${failure.folder}, nor in a folder above it`,
        mend: 'Run the command inside a workspace.',
      };
    case 'unknown-command':
      return {problem: `there is no command "${failure.name}"`, mend: choice(failure.name, failure.known)};
    case 'unknown-option':
      return {
        problem: `${failure.command} has no option "${failure.name}"`,
        mend: choice(failure.name, failure.known),
      };
    case 'missing-option':
      return {
        problem: `${failure.command} needs ${failure.option}`,
        mend: `Write it as ${failure.option} ${failure.value}.`,
      };
    case 'missing-value':
      return {
        problem: `${failure.option} of ${failure.command} needs a value`,
        mend: `Write it as ${failure.option} ${failure.value}.`,
      };
    case 'unwanted-value':
      return {
        problem: `${failure.option} of ${failure.command} takes no value`,
        mend: `Write ${failure.option} alone.`,
      };
    case 'missing-operand':
      return {
        problem: `${failure.command} needs ${failure.operand}`,
        mend: `Write it as npx retune ${failure.command} ${failure.operand}.`,
      };
    case 'extra-operand':
      return {
        problem: `${failure.command} does not take "${failure.operand}"`,
        mend: `See npx retune ${failure.command} --help.`,
      };
    case 'unknown-pipeline':
      return {
        problem: `there is no pipeline "${failure.name}"`,
        mend:
          failure.known.length > 0 ? choice(failure.name, failure.known) : 'Add it as a file in pipelines/.',
      };
    case 'unknown-stage':
      return {
        problem: `pipeline ${failure.pipeline} has no stage "${failure.name}"`,
        mend: choice(failure.name, failure.known),
      };
    case 'never-worked':
      return {
        problem: `${failure.pipeline}.${failure.stage} has not done its work here yet`,
        mend: `Run it: npx nx run pipeline:${failure.pipeline}.${failure.stage}`,
      };
    case 'wrong-size':
      return {problem: `"${failure.text}" is not a size`, mend: 'Write it as --keep 5GB, or in kB, MB, TB.'};
    case 'nothing-of-that-name':
      return {
        problem: `there is nothing in artifacts/${failure.name}`,
        mend:
          failure.known.length > 0 ? choice(failure.name, failure.known) : 'There are no artifacts at all.',
      };
    case 'stage-at-work':
      return {
        problem: `${failure.stage} is running (process ${failure.process})`,
        mend: 'Wait for its run, or end it.',
      };
    case 'run-at-work':
      return {
        problem: `a run is in progress in this workspace: ${failure.command} (process ${failure.process})`,
        mend: 'Wait for it, or end it.',
      };
    case 'needs-unknown':
      return {
        problem: `nothing was removed: what ${failure.file} needs is not known`,
        mend: 'Fix the file, or move it out of its folder.',
      };
    default:
      return unreachable(failure);
  }
}

function unreachable(value: never): never {
  throw new Error(`Internal error: no words for ${JSON.stringify(value)}`);
}
