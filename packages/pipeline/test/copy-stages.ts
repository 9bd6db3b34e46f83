const packageJson = (name: string, more: object = {}) =>
  JSON.stringify({
    name: `@test/${name}`,
    type: 'module',
    exports: './src/index.ts',
    retune: {declaration: './src/stage.ts', run: './src/run.ts', ...more},
  });

const countCall = `appendFileSync(join(workspaceRoot, 'calls.txt'), output.path('text').split('/').at(-2).match(/^\\.(.*)\\.tmp-/)[1] + '\\n');
      writeFileSync(join(workspaceRoot, 'stage.pid'), String(process.pid));`;

/** Packages of three stages: `write` takes a file, `copy` hands a text on, `join` puts two together. */
export const copyStages: Record<string, string> = {
  'packages/kinds/package.json': JSON.stringify({
    name: '@test/kinds',
    type: 'module',
    exports: './src/index.ts',
  }),
  'packages/kinds/src/index.ts': `
    import {artifactKind} from '@retune/stage';
    export const text = artifactKind({kind: 'text', doc: 'A text', files: {text: {path: 'text.txt', doc: 'the text'}}});
    export const number = artifactKind({kind: 'number', doc: 'A number', files: {text: {path: 'number.txt', doc: 'it'}}});
  `,
  'packages/write/package.json': packageJson('write'),
  'packages/write/src/stage.ts': `
    import {text} from '../../kinds/src/index.js';
    import {defineStage, filePath} from '@retune/stage';
    import {z} from 'zod';
    export default defineStage({
      name: 'write', doc: 'Takes a file.', reads: {}, writes: text,
      params: z.strictObject({file: filePath('the text'), firstLineOnly: z.boolean().default(false).describe('drops the rest')}),
    });
  `,
  'packages/write/src/run.ts': `
    import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
    import {join, resolve} from 'node:path';
    import {implementStage} from '@retune/stage';
    import declaration from './stage.js';
    export default implementStage(declaration, async ({params, output, workspaceRoot}) => {
      ${countCall}
      const text = readFileSync(resolve(workspaceRoot, params.file), 'utf8');
      await output.writeText('text', params.firstLineOnly ? text.split('\\n')[0] + '\\n' : text);
    });
  `,
  'packages/words/package.json': JSON.stringify({
    name: '@test/words',
    type: 'module',
    exports: './src/index.ts',
  }),
  'packages/words/src/index.ts': `export const ending = '.';\n`,
  'packages/copy/package.json': packageJson('copy', {versions: '../../library.json'}),
  'packages/copy/src/stage.ts': `
    import {text} from '../../kinds/src/index.js';
    import {defineStage} from '@retune/stage';
    import {z} from 'zod';
    export default defineStage({
      name: 'copy', doc: 'Hands a text on.', reads: {text}, writes: text, summary: 'text.txt', page: 'text.txt',
      params: z.strictObject({
        suffix: z.string().default('').describe('put behind the text'),
        times: z.number().int().min(1).default(1).describe('how often'),
        fail: z.string().default('').describe('a message to fail with'),
        waitMs: z.number().default(0).describe('how long it takes, unless a file go-on is there'),
      }),
    });
  `,
  'packages/copy/src/run.ts': `
    import {appendFileSync, existsSync, writeFileSync} from 'node:fs';
    import {join} from 'node:path';
    import {implementStage, StageError} from '@retune/stage';
    import {version} from 'dependency';
    import {ending} from '../../words/src/index.js';
    import declaration from './stage.js';
    export default implementStage(declaration, async ({params, inputs, output, workspaceRoot}) => {
      ${countCall}
      await output.writeText('text', 'half');
      const until = Date.now() + params.waitMs;
      while (Date.now() < until && !existsSync(join(workspaceRoot, 'go-on')))
        await new Promise((resolve) => setTimeout(resolve, Math.min(20, params.waitMs)));
      if (params.fail !== '') throw new StageError({what: params.fail, mend: 'Leave the param "fail" out.'});
      const text = await inputs.text.text('text');
      await output.writeText('text', (text + params.suffix).repeat(params.times) + (version === '9.9.9' ? ending : ''));
    });
  `,
  'packages/count/package.json': packageJson('count'),
  'packages/count/src/stage.ts': `
    import {number} from '../../kinds/src/index.js';
    import {defineStage} from '@retune/stage';
    import {z} from 'zod';
    export default defineStage({name: 'count', doc: 'Makes a number.', reads: {}, writes: number, params: z.strictObject({})});
  `,
  'packages/count/src/run.ts': `
    import {implementStage} from '@retune/stage';
    import declaration from './stage.js';
    export default implementStage(declaration, async ({output}) => await output.writeText('text', '1'));
  `,
  'node_modules/dependency/package.json': JSON.stringify({
    name: 'dependency',
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
  }),
  'node_modules/dependency/index.js': `export const version = '1.0.0';\n`,
  'library.json': JSON.stringify({library: '2.0'}),
  'data/text.txt': 'one\n',
};

/** write -> first -> second, all of whose texts differ when the file does. */
export const chain = `stages:
  write:
    params: {file: data/text.txt}
  first:
    uses: copy
    inputs: {text: write}
    params: {suffix: "a"}
  second:
    uses: copy
    inputs: {text: first}
    params: {suffix: "b"}
`;
