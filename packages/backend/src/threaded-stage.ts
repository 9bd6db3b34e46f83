import {implementStage, type Stage, type StageContext, type StageDeclaration} from '@retune/stage';
import {instructionSet} from './instruction-set.js';
import {outOfMemory} from './out-of-memory.js';
import {setThreads, type Threads} from './threads.js';

const MEMORY_ADVICE = 'Close other programs, or set tokenize.maxLength lower.';

/**
 * A stage as it runs in a process of its own: TensorFlow reads its threads once, so they are set before the
 * stage's code is loaded, which loads it. The manifest names the processor's instruction set.
 */
export function threadedStage<Declaration extends StageDeclaration>(
  declaration: Declaration,
  threadsOf: (context: StageContext<Declaration>) => Threads | Promise<Threads>,
  load: () => Promise<{default: Stage<Declaration>}>,
): Stage<Declaration> {
  return implementStage(declaration, async (context) => {
    setThreads(await threadsOf(context));
    context.output.computedWith(instructionSet());
    const {default: stage} = await load();
    try {
      await stage.work(context);
    } catch (error) {
      throw outOfMemory(error, {where: declaration.name, mend: MEMORY_ADVICE}) ?? error;
    }
  });
}
