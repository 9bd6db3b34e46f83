import {argumentValues} from './argument-values.js';
import type {CommandOption} from './command-line.js';

/** More are made by mistake rather than by wish: each is a project of Nx and a folder. */
const DEFAULT = 1000;

/** Stages and instances that a pipeline may have: what `--max-instances` of a command line says, or 1,000. */
export function mostInstances(argv: readonly string[]): number {
  const [given] = argumentValues(argv, '--max-instances');
  const chosen = Number(given);
  return Number.isInteger(chosen) && chosen > 0 ? chosen : DEFAULT;
}

/** The option of the commands that read pipelines. */
export const maxInstancesOption: CommandOption = {
  value: 'NUMBER',
  doc: `stages and instances that a pipeline may have, ${DEFAULT} without it`,
};
