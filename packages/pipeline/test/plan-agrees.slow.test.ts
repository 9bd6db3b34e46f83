import fc from 'fast-check';
import {expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

/** Each takes some four seconds beside other tests; `.ci/run` asks for more. */
const situationsInTurn = Number(process.env.RETUNE_PLAN_SITUATIONS ?? 6);

/** `chain`, with a stage beside it, so that branches differ. */
const pipeline = `${chain}  beside:
    uses: copy
    inputs: {text: write}
`;
const rewired = pipeline.replace('inputs: {text: first}', 'inputs: {text: write}');
const ignore = 'node_modules\n.nx\n.retune\nartifacts\nignored\n';

/** Usually the first, so that what was run before comes back often. */
const mostly = <T>(usual: T, ...others: T[]) => fc.constantFrom(usual, usual, usual, ...others);

/** Overrides, data, sources, versions and settings of a workspace; some give the same outputs as others. */
const situations = fc.record({
  data: fc.constantFrom('one\n', 'one\nrest\n', 'two\n'),
  firstLineOnly: fc.boolean(),
  suffix: fc.constantFrom('a', 'c'),
  times: mostly(1, 2),
  yaml: mostly(pipeline, pipeline.replace('"b"', '"z"'), rewired),
  ending: mostly('.', '!'),
  library: mostly('2.0', '2.1'),
  ignored: mostly(ignore, ignore, ignore, `${ignore}more\n`),
  strict: mostly(true, true, true, false),
});
type Situation = typeof situations extends fc.Arbitrary<infer T> ? T : never;

function filesOf({data, yaml, ending, library, ignored, strict}: Situation): Record<string, string> {
  return {
    'data/text.txt': data,
    'pipelines/chain.yaml': yaml,
    'packages/words/src/index.ts': `export const ending = '${ending}';\n`,
    'library.json': JSON.stringify({library}),
    '.gitignore': ignored,
    'tsconfig.base.json': JSON.stringify({compilerOptions: {strict}}),
  };
}

function overridesOf({firstLineOnly, suffix, times}: Situation): string[] {
  const values = [`write.firstLineOnly=${firstLineOnly}`, `first.suffix=${suffix}`, `second.times=${times}`];
  return values.flatMap((value) => ['--set', value]);
}

test('what a plan calls cached is cached in the run, and what it says would run runs', async () => {
  const edits = fc.array(situations, {minLength: situationsInTurn, maxLength: situationsInTurn});
  const property = fc.asyncProperty(edits, async (chosen) => {
    using workspace = new TestWorkspace({'pipelines/chain.yaml': pipeline});
    for (const situation of chosen) {
      workspace.write(filesOf(situation));
      const overrides = overridesOf(situation);
      const {output} = await runRetune(workspace.root, 'plan', 'chain', '--json', ...overrides);
      const {stages} = JSON.parse(output) as {stages: {stage: string; state: string}[]};
      const inState = (wanted: string) =>
        stages.filter(({state}) => state === wanted).map(({stage}) => stage);
      const run = await workspace.nx('run', 'pipeline:chain', ...overrides);
      expect(run.status, run.output).toBe(0);
      expect(run.worked).toEqual(expect.arrayContaining(inState('would-run')));
      expect(run.worked.filter((stage) => inState('cached').includes(stage))).toEqual([]);
    }
  });
  await fc.assert(property, {numRuns: 1, endOnFailure: true});
}, 300_000);
