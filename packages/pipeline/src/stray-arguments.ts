import type {PipelineFailure} from './failure.js';
import {editDistance} from './nearest-name.js';
import type {Position} from './yaml-position.js';

const OPTIONS = ['--set', '--force', '--no-wait', '--max-instances'];

/** `stage.param=value`, also written as an option: `--stage.param=value`. Signs of a task's name are in none. */
const ASSIGNMENT = /^(?:--)?\w[^.=:@\s]*\.[^=:@\s]+=/;

/**
 * Arguments of a run that were meant for the pipeline but would count for nothing: Nx takes no notice of options that
 * it does not know.
 */
export function strayArguments(argv: readonly string[]): PipelineFailure[] {
  return argv.flatMap((argument, i): PipelineFailure[] => {
    const at: Position = {file: 'command line', column: 1, text: argument};
    const [name = ''] = argument.split('=');
    const known = OPTIONS.find((option) => editDistance(name, option) === 1);
    if (known !== undefined) return [{kind: 'unknown-option', name, known, at}];
    if (argv[i - 1] === '--set' || !ASSIGNMENT.test(argument)) return [];
    return [{kind: 'wrong-override', message: `${argument} works only after --set`, at}];
  });
}
