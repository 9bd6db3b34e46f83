import type {CommandResult} from './command.js';
import {commandFailuresText} from './command-failure.js';
import {tryToHoldWorkspace} from './workspace-lock.js';

/** Does a command's work while no run can begin; while one is at work, says so and does nothing. */
export async function besideNoRun(
  root: string,
  command: string,
  work: () => CommandResult | Promise<CommandResult>,
): Promise<CommandResult> {
  const held = tryToHoldWorkspace(root, `retune ${command}`);
  if ('holder' in held) {
    const {pid, command: run} = held.holder;
    return {status: 1, text: commandFailuresText([{kind: 'run-at-work', command: run, process: pid}])};
  }
  try {
    return await work();
  } finally {
    held.release();
  }
}
