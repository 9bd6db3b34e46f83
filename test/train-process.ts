import {writeSync} from 'node:fs';
import {implementStage, runStage, type StageTask} from '@retune/stage';
import {train} from '../packages/train/src/run.js';
import {trainStage} from '../packages/train/src/stage.js';

/** Runs the train stage, which saves its state after every step; writes each event as a line of JSON. */
export async function trainProcess(task: StageTask): Promise<void> {
  const everyStep = {isDue: () => true, saved: () => {}};
  const stage = implementStage(trainStage, (context) => train(context, everyStep));
  await runStage(stage, task, (event) => writeSync(1, `${JSON.stringify(event)}\n`));
}
