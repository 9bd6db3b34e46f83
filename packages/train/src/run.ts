import {
  type EncoderConfig,
  FeatureRows,
  type FrozenLayers,
  readClassifierWeights,
  readEncoderConfig,
  writeSafetensors,
} from '@retune/encoder';
import {implementStage, type StageContext} from '@retune/stage';
import {agreedFrozenLayers, requireLayersToAdapt, requireSameRows, requireTrainable} from './check-inputs.js';
import {classWeightsById} from './class-weights.js';
import {
  adaptersOf,
  classifierProgram,
  plainTensors,
  untrainedHead,
  withDropouts,
  withWholeTable,
} from './classifier-program.js';
import {createExecutor} from './create-executor.js';
import {type Examples, readExamples, readInputIds, rowsOf} from './examples.js';
import {historyTable} from './history.js';
import {loopOptions} from './loop-options.js';
import {featuresInput, tokensInput} from './model-input.js';
import type {TrainParams} from './params.js';
import {trainStage} from './stage.js';
import {type TrainingData, type TrainingResult, trainingLoop} from './training-loop.js';
import {type TrainingPlan, trainingPlan} from './training-plan.js';
import {byTime, type SavingRhythm, savedStates} from './training-states.js';
import {UsedWords} from './used-words.js';

type Context = StageContext<typeof trainStage>;

export default implementStage(trainStage, (context) => train(context, byTime()));

/** The stage's work, which saves its state in the rhythm given. */
export async function train(context: Context, rhythm: SavingRhythm): Promise<void> {
  const {params, inputs, output, emit} = context;
  const {config, examples, features, frozenLayers} = await readInputs(context);
  const {labels} = examples;
  const weights = await readClassifierWeights({
    checkpoint: {
      config: await inputs.checkpoint.path('config'),
      weights: await inputs.checkpoint.path('weights'),
    },
    labels,
    headSeed: params.seed,
    wanted: ({part}) =>
      features === undefined ||
      (typeof part === 'number' ? part >= features.frozenLayers : part !== 'embeddings'),
  });
  const adapters = adaptersOf(frozenLayers, params);
  const inputIds = features ? [] : await readInputIds(inputs.tokens);
  const trainsWords = features === undefined && frozenLayers === 'none' && adapters === undefined;
  const words = trainsWords ? new UsedWords(inputIds, config.vocabularySize) : undefined;
  const input = features
    ? featuresInput(config, features, adapters)
    : tokensInput(config, inputIds, {frozenLayers, adapters, words});
  const data = trainingData(examples);
  const classWeights = classWeightsById(params.classWeights, {
    labels,
    labelIds: data.train.map(data.labelOf),
  });
  const program = classifierProgram({...weights, config}, {input, frozenLayers, classWeights, params, words});
  if (data.validation.length === 0)
    emit({kind: 'warning', message: 'there are no validation rows, so the last step is kept, not the best'});
  const executor = createExecutor(program, params.execution, emit);
  const states = savedStates(context.state, rhythm);
  const options = loopOptions(params);
  const result = await trainingLoop(program, executor, data, options, {emit, states});
  executor.dispose();
  features?.close();
  const trained = plainTensors(program, result.best.weights);
  const learningRates = learningRatesUntil(result.best.step, trainingPlan(data.train.length, options));

  await writeSafetensors(output.path('untrained'), untrainedHead(weights));
  await writeSafetensors(
    output.path('weights'),
    words ? withWholeTable(program, trained, {weights, words, learningRates}) : trained,
  );
  await output.writeTable('history', historyTable(result.history));
  await output.writeText('settings', settingsText({config, labels, frozenLayers, params, result}));
}

async function readInputs({params, inputs}: Context) {
  const json = await inputs.checkpoint.text('config');
  const config = withDropouts(readEncoderConfig(json, await inputs.checkpoint.path('config')), params);
  const examples = await readExamples(inputs.tokens);
  requireTrainable(examples, config, params);
  const features = inputs.features && (await FeatureRows.open(await inputs.features.path('features')));
  if (features) requireSameRows(features, examples, config);
  const frozenLayers = agreedFrozenLayers(params.frozenLayers, config, features);
  requireLayersToAdapt(params.loraRank, frozenLayers, config);
  return {config, examples, features, frozenLayers};
}

function trainingData(examples: Examples): TrainingData {
  return {
    train: rowsOf(examples, 'train'),
    validation: rowsOf(examples, 'validation'),
    labelOf: (row) => examples.labelIds[row] as number,
  };
}

function learningRatesUntil(last: number, {learningRate}: TrainingPlan): number[] {
  return Array.from({length: last}, (_, i) => learningRate(i + 1));
}

/** `classifier.json`: what is needed, beside the checkpoint and the tensors, to use the classifier. */
function settingsText(parts: {
  config: EncoderConfig;
  labels: string[];
  frozenLayers: FrozenLayers;
  params: TrainParams;
  result: TrainingResult;
}): string {
  const {config, labels, frozenLayers, params, result} = parts;
  const settings = {
    architecture: config.modelType,
    labels,
    frozenLayers,
    layers: config.layers,
    learningRate: params.learningRate,
    epochs: params.epochs,
    maxSteps: params.maxSteps,
    loraRank: params.loraRank,
    bestStep: result.best.step,
    bestMetric: params.bestMetric,
    bestValue: result.best.value,
    steps: result.steps,
    stoppedEarly: result.stoppedEarly,
    seed: params.seed,
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}
