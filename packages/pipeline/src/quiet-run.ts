import {output} from '@nx/devkit';
import {coloured} from './coloured.js';
import {type NxOutput, quietStages} from './nx-output.js';
import {projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';

/**
 * Lets a run show its stages alone: see {@link quietStages}. With `--verbose` Nx tells all that it does. Gives
 * what ends it.
 */
export function quietRun(
  argv: readonly string[],
  stages: readonly PreparedStage[],
  environment: NodeJS.ProcessEnv = process.env,
): () => void {
  if (argv.includes('--verbose') || environment.NX_VERBOSE_LOGGING === 'true') return () => {};
  const own = new Set(['pipeline', ...stages.map(({stage}) => projectOf(stage.owner))]);
  const ownAlone = argv.some(
    (argument) => /^[^-=]+:/.test(argument) && own.has(argument.split(':')[0] as string),
  );
  // At a terminal Nx would run its last task in one of its own, which prints the command past this process.
  if (ownAlone) environment.NX_NATIVE_COMMAND_RUNNER ??= 'false';
  return quietStages(output as unknown as NxOutput, {
    isOwn: (project) => own.has(project),
    ownAlone,
    shown: (text) => coloured(text, process.stdout),
  });
}
