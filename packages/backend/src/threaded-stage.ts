import {implementStage, type Stage, type StageContext, type StageDeclaration} from '@retune/stage';
import {setThreads, type Threads} from './threads.js';

/**
 * A stage as it runs in a process of its own: TensorFlow reads its threads once, so they are set before the
 * stage's code is loaded, which loads it.
 */
export function threadedStage<Declaration extends StageDeclaration>(
  declaration: Declaration,
  threadsOf: (context: StageContext<Declaration>) => Threads | Promise<Threads>,
  load: () => Promise<{default: Stage<Declaration>}>,
): Stage<Declaration> {
  return implementStage(declaration, async (context) => {
    setThreads(await threadsOf(context));
    const {default: stage} = await load();
    await stage.work(context);
  });
}
