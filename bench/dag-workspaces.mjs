// The same DAG of stages that copy a text, for this project's plugin and for DVC.
import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {runCommand} from './run-command.mjs';

/**
 * @typedef {{name: string, reads?: string}} Copy a stage that copies what another wrote, or else the source.
 * @typedef {object} Peer
 * @property {() => string} run brings everything up to date; gives what was printed.
 * @property {(printed: string) => boolean} ranNothing
 */

/** Each stage copies what the one before wrote. @param {number} stages @returns {Copy[]} */
export function chain(stages) {
  const names = stageNames(stages);
  return names.map((name, i) => ({name, reads: names[i - 1]}));
}

/** All stages copy what the first wrote. @param {number} stages @returns {Copy[]} */
export function fan(stages) {
  const [first = '', ...others] = stageNames(stages);
  return [{name: first}, ...others.map((name) => ({name, reads: first}))];
}

/**
 * A workspace with stages for this project's plugin, whose packages are taken from `root`.
 * @param {string} folder @param {Copy[]} dag @param {string} root @returns {Peer}
 */
export function retuneWorkspace(folder, dag, root) {
  const stages = dag.map(({name, reads}) => [
    name,
    reads === undefined
      ? {uses: 'take', params: {file: 'source.txt'}}
      : {uses: 'copy', inputs: {text: reads}},
  ]);
  write(folder, {
    'package.json': JSON.stringify({name: 'dag', private: true, type: 'module', workspaces: ['packages/*']}),
    'nx.json': readFileSync(join(root, 'nx.json'), 'utf8').replace(
      './packages/pipeline',
      './node_modules/@retune/pipeline',
    ),
    '.env': readFileSync(join(root, '.env'), 'utf8'),
    '.gitignore': 'node_modules\n.nx\n.retune\nartifacts\n',
    'source.txt': 'a text\n',
    'pipelines/dag.yaml': JSON.stringify({stages: Object.fromEntries(stages)}),
    ...stagePackage('take', {
      reads: '{}',
      params: "{file: filePath('the text')}",
      text: "readFileSync(resolve(workspaceRoot, params.file), 'utf8')",
    }),
    ...stagePackage('copy', {reads: '{text}', params: '{}', text: "await inputs.text.text('text')"}),
  });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const args = [join(root, 'node_modules/nx/dist/bin/nx.js'), 'run', 'pipeline:dag'];
  const env = {...process.env, FORCE_COLOR: '0', NX_WORKSPACE_ROOT_PATH: folder};
  return {
    run: () => runCommand(process.execPath, args, {cwd: folder, env}),
    ranNothing: (printed) => dag.every(({name}) => new RegExp(`^${name} +cached$`, 'm').test(printed)),
  };
}

/**
 * A DVC project; `dvc` is the executable.
 * @param {string} folder @param {Copy[]} dag @param {string} dvc @returns {Peer}
 */
export function dvcWorkspace(folder, dag, dvc) {
  const stages = dag.map(({name, reads}) => {
    const source = `${reads ?? 'source'}.txt`;
    return [name, {cmd: `cp ${source} ${name}.txt`, deps: [source], outs: [`${name}.txt`]}];
  });
  write(folder, {
    'source.txt': 'a text\n',
    'dvc.yaml': JSON.stringify({stages: Object.fromEntries(stages)}),
  });
  const run = (/** @type {string[]} */ ...args) => runCommand(dvc, args, {cwd: folder, env: process.env});
  run('init', '--no-scm', '--quiet');
  // Neither counting nor looking for a newer version belongs to the work.
  run('config', 'core.analytics', 'false');
  run('config', 'core.check_update', 'false');
  return {
    run: () => run('repro'),
    ranNothing: (printed) => printed.includes('Data and pipelines are up to date.'),
  };
}

/** @param {number} count */
function stageNames(count) {
  return Array.from({length: count}, (_, i) => `stage${String(i + 1).padStart(3, '0')}`);
}

/** @param {string} name @param {{reads: string, params: string, text: string}} stage the parts in TypeScript */
function stagePackage(name, {reads, params, text}) {
  const folder = `packages/${name}`;
  return {
    [`${folder}/package.json`]: JSON.stringify({
      name: `@dag/${name}`,
      type: 'module',
      retune: {declaration: './src/stage.ts', run: './src/run.ts'},
    }),
    [`${folder}/src/stage.ts`]: `
      import {artifactKind, defineStage, filePath} from '@retune/stage';
      import {z} from 'zod';
      const text = artifactKind({kind: 'text', doc: 'A text', files: {text: {path: 'text.txt', doc: 'the text'}}});
      export default defineStage({
        name: '${name}', doc: 'Copies a text.', reads: ${reads}, writes: text, params: z.strictObject(${params}),
      });`,
    [`${folder}/src/run.ts`]: `
      import {readFileSync} from 'node:fs';
      import {resolve} from 'node:path';
      import {implementStage} from '@retune/stage';
      import declaration from './stage.js';
      export default implementStage(declaration, async ({params, inputs, output, workspaceRoot}) => {
        await output.writeText('text', ${text});
      });`,
  };
}

/** @param {string} folder @param {Record<string, string>} files */
function write(folder, files) {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), {recursive: true});
    writeFileSync(join(folder, file), content);
  }
}
