import {spawnSync} from 'node:child_process';

/**
 * Runs a program to its end and gives what it wrote to stdout; throws where it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, env: NodeJS.ProcessEnv}} options
 */
export function runCommand(command, args, {cwd, env}) {
  const {status, stdout, stderr, error} = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
