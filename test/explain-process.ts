import {writeSync} from 'node:fs';
import {runStage, type StageTask} from '@retune/stage';
import explain from '../packages/explain/src/run.js';

/** Runs the explain stage; writes each event as a line of JSON. */
export async function explainProcess(task: StageTask): Promise<void> {
  await runStage(explain, task, (event) => writeSync(1, `${JSON.stringify(event)}\n`));
}
