import {expect, test} from 'vitest';
import {failuresText} from './failure.js';
import {fingerprintVariable, projectOf} from './nx-projects.js';
import {applyOverrides, readOverrides} from './overrides.js';
import {type PipelineFile, parsePipelineFile} from './pipeline-file.js';
import type {PipelineFolder} from './pipeline-folder.js';
import {readPipelineFile} from './written-pipeline.js';

const base = `stages:
  ingest: {params: {file: text.txt}}
  train:
    inputs: {examples: ingest}
    params: {rate: 0.1, seed: 1, dropouts: {attention: 0.1, hidden: 0.2}}
  evaluate: {inputs: {model: train}}
`;

/** Pipeline files in memory, by name. */
function folderOf(texts: Record<string, string>): PipelineFolder {
  return {
    names: Object.keys(texts),
    mostInstances: 100,
    filesOf: (name) => [`pipelines/${name}.yaml`],
    read: (name) =>
      texts[name] === undefined
        ? undefined
        : readPipelineFile({file: `pipelines/${name}.yaml`, text: texts[name]}),
  };
}

function parsed(text: string, texts: Record<string, string> = {base}): PipelineFile {
  const result = parsePipelineFile({file: 'pipelines/child.yaml', text}, folderOf(texts));
  if (!result.ok) throw new Error(failuresText(result.failures));
  return result.value;
}

function messageFor(text: string, texts: Record<string, string> = {base}): string {
  const result = parsePipelineFile({file: 'pipelines/child.yaml', text}, folderOf({child: text, ...texts}));
  return result.ok ? '' : failuresText(result.failures);
}

const ownersOf = ({stages}: PipelineFile) =>
  stages.map(({id, owner}) => `${id}: ${owner.pipeline}.${owner.id}`);
const paramsOf = (file: PipelineFile, id: string) =>
  file.stages.find((stage) => stage.id === id)?.params.value;

test('a pipeline that only extends another is the other', () => {
  expect(ownersOf(parsed('extends: base\n'))).toEqual([
    'ingest: base.ingest',
    'train: base.train',
    'evaluate: base.evaluate',
  ]);
});

test('a param that is set makes its stage and what follows the pipeline’s own', () => {
  const file = parsed('extends: base\nset: {train.rate: 0.2, train.dropouts.hidden: 0}\n');
  expect(ownersOf(file)).toEqual(['ingest: base.ingest', 'train: child.train', 'evaluate: child.evaluate']);
  expect(paramsOf(file, 'train')).toEqual({rate: 0.2, seed: 1, dropouts: {attention: 0.1, hidden: 0}});
});

test('a param set to the value that it has leaves the stage the other’s', () => {
  expect(ownersOf(parsed('extends: base\nset: {train.rate: 1e-1}\n'))).toContain('train: base.train');
});

test('stages are added, and changed key by key', () => {
  const file = parsed(
    'extends: base\nstages:\n  train: {inputs: {more: other}, params: {seed: 2}}\n  other: {uses: ingest}\n',
  );
  expect(paramsOf(file, 'train')).toMatchObject({rate: 0.1, seed: 2});
  expect(file.stages.find(({id}) => id === 'train')?.inputs.map(({port, from}) => [port, from])).toEqual([
    ['examples', 'ingest'],
    ['more', 'other'],
  ]);
  expect(ownersOf(file)).toContain('other: child.other');
});

test('a stage is left out, with the inputs that it fed and the values that it was given', () => {
  const sweep = {base, middle: 'extends: base\nmatrix: {train.seed: [1, 2]}\n'};
  const file = parsed('extends: middle\nwithout: [train]\n', sweep);
  expect(ownersOf(file)).toEqual(['ingest: base.ingest', 'evaluate: child.evaluate']);
  expect(file.stages.find(({id}) => id === 'evaluate')?.inputs).toEqual([]);
});

test('a stage that is left out may be made anew, without what it was', () => {
  const file = parsed('extends: base\nwithout: [train]\nstages: {train: {params: {seed: 5}}}\n');
  expect(paramsOf(file, 'train')).toEqual({seed: 5});
});

test('another package keeps the inputs and drops the params of the one before', () => {
  const file = parsed('extends: base\nstages:\n  train: {uses: boost, params: {trees: 5}}\n');
  const train = file.stages.find(({id}) => id === 'train');
  expect([train?.uses.name, train?.params.value, train?.inputs.length]).toEqual(['boost', {trees: 5}, 1]);
});

test('a matrix gives its stage and what follows an instance for each combination', () => {
  const file = parsed('extends: base\nmatrix:\n  train.rate: [0.1, 1.0e-3]\n  train.seed: [1, 2]\n');
  expect(ownersOf(file)).toEqual([
    'ingest: base.ingest',
    'train@rate=0.1,seed=1: base.train',
    'train@rate=0.1,seed=2: child.train@rate=0.1,seed=2',
    'train@rate=0.001,seed=1: child.train@rate=0.001,seed=1',
    'train@rate=0.001,seed=2: child.train@rate=0.001,seed=2',
    'evaluate@rate=0.1,seed=1: base.evaluate',
    'evaluate@rate=0.1,seed=2: child.evaluate@rate=0.1,seed=2',
    'evaluate@rate=0.001,seed=1: child.evaluate@rate=0.001,seed=1',
    'evaluate@rate=0.001,seed=2: child.evaluate@rate=0.001,seed=2',
  ]);
  const evaluate = file.stages.find(({id}) => id === 'evaluate@rate=0.001,seed=2');
  expect(evaluate?.inputs.map(({from}) => from)).toEqual(['train@rate=0.001,seed=2']);
});

test('only the axes that reach a stage give it instances', () => {
  const file = parsed(`${base}matrix: {evaluate.folds: [2, 3], train.seed: [1, 2]}\n`);
  expect(file.stages.map(({id}) => id)).toEqual([
    'ingest',
    'train@seed=1',
    'train@seed=2',
    'evaluate@folds=2,seed=1',
    'evaluate@folds=2,seed=2',
    'evaluate@folds=3,seed=1',
    'evaluate@folds=3,seed=2',
  ]);
});

test('two axes of one name carry their stages’ names', () => {
  const file = parsed(`${base}matrix: {ingest.seed: [1], train.seed: [2]}\n`);
  expect(file.stages.map(({id}) => id)).toContain('train@ingest-seed=1,train-seed=2');
});

test('values that are no plain words are named by their beginning and a digest', () => {
  const file = parsed(`${base}matrix: {ingest.file: [data/a b.txt, "*", [1, 2]]}\n`);
  expect(file.stages.slice(0, 3).map(({id}) => id)).toEqual([
    expect.stringMatching(/^ingest@file=data_a_b_txt-[0-9a-f]{8}$/),
    expect.stringMatching(/^ingest@file=_-[0-9a-f]{8}$/),
    expect.stringMatching(/^ingest@file=_1_2_-[0-9a-f]{8}$/),
  ]);
});

test('no two instances share the variable of their fingerprint', () => {
  const file = parsed(`${base}matrix: {train.rate: [-1, 1, 0.1, "0-1"], train.seed: [1]}\n`);
  const variables = file.stages.map(({owner}) => fingerprintVariable(projectOf(owner)));
  expect(new Set(variables).size).toBe(file.stages.length);
  for (const variable of variables) expect(variable).toMatch(/^\w+$/);
});

test('a grandchild shares what it has in common with either ancestor', () => {
  const child = 'extends: base\nset: {train.seed: 2}\n';
  const grandchild = (seed: number) =>
    parsed(`extends: middle\nset: {train.seed: ${seed}}\n`, {base, middle: child});
  expect(ownersOf(grandchild(2))).toContain('evaluate: middle.evaluate');
  expect(ownersOf(grandchild(1))).toContain('evaluate: base.evaluate');
});

test('a matrix is inherited, replaced by another for the same param, and ended by a value', () => {
  const texts = {base, middle: 'extends: base\nmatrix: {train.seed: [1, 2]}\n'};
  const trains = (more: string) =>
    parsed(`extends: middle\n${more}`, texts).stages.flatMap(({id, instanceOf}) =>
      instanceOf === 'train' ? id : [],
    );
  expect(trains('')).toEqual(['train@seed=1', 'train@seed=2']);
  expect(trains('matrix: {train.seed: [3]}\n')).toEqual(['train@seed=3']);
  expect(trains('set: {train.seed: 3}\n')).toEqual(['train']);
  expect(trains('stages: {train: {params: {seed: 3}}}\n')).toEqual(['train']);
});

test('an override goes to all instances of a stage, or to one', () => {
  const file = parsed('extends: base\nmatrix: {train.rate: [0.1, 1.0e-3]}\n');
  const {overrides, failures} = readOverrides(['--set', 'train.seed=3', '--set', 'train@rate=0.001.seed=4']);
  const applied = applyOverrides(file, overrides);
  expect([...failures, ...applied.failures]).toEqual([]);
  expect(paramsOf(applied.pipeline, 'train@rate=0.1')).toMatchObject({seed: 3});
  expect(paramsOf(applied.pipeline, 'train@rate=0.001')).toMatchObject({seed: 4});
});

test('an override of an unknown instance is shown with the nearest', () => {
  const file = parsed(`${base}matrix: {train.seed: [1, 2]}\n`);
  const {overrides} = readOverrides(['--set', 'train@seed=3.rate=1']);
  expect(failuresText(applyOverrides(file, overrides).failures)).toBe(
    '--set: there is no stage "train@seed=3" here\n    train@seed=3.rate=1\n    ^\n' +
      '  Did you mean "train@seed=1"? Known: ingest, train@seed=1, train@seed=2, evaluate@seed=1, evaluate@seed=2.',
  );
});

test('a pipeline that is not there is shown with the nearest', () => {
  expect(messageFor('extends: bsae\n')).toBe(
    'pipelines/child.yaml:1:10: there is no pipeline "bsae" to extend\n    extends: bsae\n             ^\n' +
      '  Did you mean "base"? Known: base.',
  );
});

test('pipelines that extend each other are named in order', () => {
  expect(messageFor('extends: a\n', {a: 'extends: b\n', b: 'extends: a\n'})).toBe(
    'pipelines/b.yaml:1:10: pipelines extend each other: a -> b -> a\n    extends: a\n             ^\n' +
      '  Take one of these "extends" out.',
  );
  expect(messageFor('extends: child\n')).toContain('pipelines extend each other: child -> child');
});

test('a fault of an extended file is shown at its place there', () => {
  expect(messageFor('extends: base\n', {base: base.replace('model: train', 'model: trian')})).toBe(
    'pipelines/base.yaml:6:30: there is no stage "trian" here\n' +
      '      evaluate: {inputs: {model: trian}}\n' +
      '                                 ^\n' +
      '  Did you mean "train"? Known: ingest, train, evaluate.',
  );
});

test('stages that are set or varied and not there are all shown', () => {
  expect(messageFor('extends: base\nset: {trian.rate: 1}\nmatrix: {evalute.folds: [1]}\n')).toBe(
    'pipelines/child.yaml:2:7: there is no stage "trian" here\n    set: {trian.rate: 1}\n          ^\n' +
      '  Did you mean "train"? Known: ingest, train, evaluate.\n' +
      'pipelines/child.yaml:3:10: there is no stage "evalute" here\n    matrix: {evalute.folds: [1]}\n             ^\n' +
      '  Did you mean "evaluate"? Known: ingest, train, evaluate.',
  );
});

test('a stage that is left out and not there is shown', () => {
  expect(messageFor('extends: base\nwithout: [trian]\n')).toBe(
    'pipelines/child.yaml:2:11: there is no stage "trian" here\n    without: [trian]\n              ^\n' +
      '  Did you mean "train"? Known: ingest, train, evaluate.',
  );
});

test.each([
  ['without: train', '2:10: "without" must be a list of names'],
  ['set: {rate: 1}', '2:7: "rate" in "set" must be a stage and a param with a dot between: stage.param'],
  ['matrix: {train.rate: 1}', '2:22: "train.rate" in "matrix" must be a list of one or more values'],
  ['matrix: {train.rate: []}', '2:22: "train.rate" in "matrix" must be a list of one or more values'],
  ['matrix: [1]', '2:9: "matrix" must be a map from stage.param to a list of values'],
  [
    'set: {train.rate: 1}\nmatrix: {train.rate: [1]}',
    '2:7: train.rate stands under "set" and under "matrix"',
  ],
  ['matrix: {train.rate: [1, 2, 1.0]}', '2:29: train.rate has the value 1 twice'],
  ['stages: {a@b: {}}', '2:10: the name of stage "a@b" must be of letters, digits, "-" and "_" alone'],
])('%s is refused', (line, message) => {
  expect(messageFor(`extends: base\n${line}\n`)).toContain(`pipelines/child.yaml:${message}\n`);
});
