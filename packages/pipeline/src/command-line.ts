import {parseArgs} from 'node:util';
import type {CommandFailure} from './command-failure.js';

/** What a command takes, for reading its arguments and for its help. */
export interface CommandLine {
  name: string;
  /** One sentence for the list of commands. */
  summary: string;
  /** Further lines of help. */
  details: string[];
  operand?: {name: string; required: boolean};
  options: Record<string, CommandOption>;
}

export interface CommandOption {
  /** What stands for its value in the help; missing for a switch. */
  value?: string;
  repeated?: boolean;
  required?: boolean;
  doc: string;
}

/** The arguments of a command, checked. */
export interface CommandArguments {
  operand?: string;
  /** Values of options with a value, by name; the last where it was given more than once. */
  values: Record<string, string>;
  switches: ReadonlySet<string>;
  /** As given, for `--set`. */
  argv: readonly string[];
}

const HELP: CommandOption = {doc: 'shows this'};

/** Reads a command's arguments; all failures are collected. */
export function readCommandLine(
  command: CommandLine,
  argv: readonly string[],
): {given: CommandArguments; failures: CommandFailure[]} {
  const options: Record<string, CommandOption> = {...command.options, help: HELP};
  const {tokens, positionals} = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(options).map(([name, {value}]) => [name, {type: value ? 'string' : 'boolean'} as const]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const failures: CommandFailure[] = [];
  const values: Record<string, string> = {};
  const switches = new Set<string>();
  const known = Object.keys(options).map((name) => `--${name}`);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (option === undefined)
      failures.push({kind: 'unknown-option', name: token.rawName, command: command.name, known});
    else if (option.value === undefined && token.value !== undefined)
      failures.push({kind: 'unwanted-value', option: token.rawName, command: command.name});
    else if (option.value === undefined) switches.add(token.name);
    else if (token.value === undefined || known.includes(token.value))
      failures.push({
        kind: 'missing-value',
        option: token.rawName,
        value: option.value,
        command: command.name,
      });
    else values[token.name] = token.value;
  }
  const [operand, ...extra] = positionals;
  const given = {...(operand === undefined ? {} : {operand}), values, switches, argv};
  if (switches.has('help')) return {given, failures: []};
  return {
    given,
    failures: [
      ...failures,
      ...operandFailures(command, operand, extra),
      ...missing(command, given, failures),
    ],
  };
}

function operandFailures(
  {name, operand: wanted}: CommandLine,
  operand: string | undefined,
  extra: string[],
): CommandFailure[] {
  if (operand === undefined)
    return wanted?.required ? [{kind: 'missing-operand', operand: wanted.name, command: name}] : [];
  const unwanted = wanted ? extra : [operand, ...extra];
  return unwanted.map((text) => ({kind: 'extra-operand', operand: text, command: name}));
}

/** Required options that were not given at all. */
function missing(
  {name: command, options}: CommandLine,
  {values}: CommandArguments,
  failures: readonly CommandFailure[],
): CommandFailure[] {
  return Object.entries(options)
    .filter(([name, {required}]) => required && values[name] === undefined)
    .filter(
      ([name]) =>
        !failures.some((failure) => failure.kind === 'missing-value' && failure.option === `--${name}`),
    )
    .map(([name, {value = ''}]) => ({kind: 'missing-option', option: `--${name}`, value, command}));
}
