import {failureKind} from './failure-kind.mjs';
import {missingTool} from './missing-tool.mjs';
import {lastLines, runCommand} from './run-command.mjs';
import {diskFull, SetupError} from './setup-error.mjs';

const USUAL = ['c++', 'g++', 'clang++'];

/** @typedef {(args: string[]) => Promise<void>} Compile Runs the compiler. */

/**
 * The C++ compiler to use: what CXX says, else the first of the usual names that runs.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Compile>}
 */
export async function findCompiler(environment) {
  const named = environment.CXX?.trim();
  for (const command of named ? [named] : USUAL) {
    const [program, ...options] = command.split(/\s+/); // such as `ccache g++`
    const {code} = await runCommand(program, [...options, '--version'], {environment});
    if (code === 0) return (args) => compile(program, [...options, ...args], environment);
  }
  if (!named) throw missingTool('compiler');
  throw new SetupError({
    what: `the C++ compiler that CXX names does not run: ${named}`,
    why: 'It builds the addon through which Node calls TensorFlow.',
    mend: ['To fix it: set CXX to a compiler, or unset it: unset CXX'],
  });
}

async function compile(program, args, environment) {
  const {code, output} = await runCommand(program, args, {environment});
  if (code === 0) return;
  if (failureKind(output).kind === 'disk-full') throw diskFull(args.at(-1));
  throw new SetupError({
    what: `${program} could not build the addon through which Node calls TensorFlow.`,
    why: 'It needs C++17 with its standard library: g++ 9 or later, or clang++ 10 or later.',
    mend: ['Its last lines:', ...lastLines(output), 'Another compiler can be named: export CXX=g++-12'],
  });
}
