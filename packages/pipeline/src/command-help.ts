import type {CommandLine, CommandOption} from './command-line.js';

/** What `retune --help` shows. */
export function commandsHelp(commands: readonly CommandLine[]): string {
  const width = Math.max(...commands.map(({name}) => name.length));
  return [
    'What a pipeline would run, why it ran, and what it keeps. Pipelines are run by Nx: npx nx run pipeline:NAME.',
    '',
    ...commands.map(({name, summary}) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'retune COMMAND --help tells its arguments.',
  ].join('\n');
}

/** What `retune COMMAND --help` shows. */
export function commandHelp(command: CommandLine): string {
  const options = Object.entries(command.options).map(([name, {value, doc}]) => [
    withValue(name, value),
    doc,
  ]);
  const width = Math.max(0, ...options.map(([option = '']) => option.length));
  return [
    usage(command),
    '',
    command.summary,
    ...command.details,
    ...(options.length > 0 ? [''] : []),
    ...options.map(([option = '', doc]) => `  ${option.padEnd(width)}  ${doc}`),
  ].join('\n');
}

function usage({name, operand, options}: CommandLine): string {
  const parts = Object.entries(options).map(([option, settings]) => optionUsage(option, settings));
  const operandPart = operand && (operand.required ? operand.name : `[${operand.name}]`);
  return ['retune', name, operandPart, ...parts].filter((part) => part !== undefined).join(' ');
}

function optionUsage(name: string, {value, required, repeated}: CommandOption): string {
  const text = `${withValue(name, value)}${repeated ? ' ...' : ''}`;
  return required ? text : `[${text}]`;
}

function withValue(name: string, value: string | undefined): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
