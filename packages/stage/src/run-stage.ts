import {createHash} from 'node:crypto';
import type {ArtifactKind} from './artifact-kind.js';
import {type ArtifactPlace, type ArtifactReader, openArtifact} from './artifact-reader.js';
import {ArtifactWriter} from './artifact-writer.js';
import type {Port, Stage, StageContext, StageDeclaration} from './define-stage.js';
import type {Emit} from './events.js';
import {contentsText, type Manifest} from './manifest.js';
import {nothingSaved, StateFolder, type StatePlace} from './saved-state.js';
import {StageError} from './stage-error.js';

/** All that a stage needs to run once. */
export interface StageTask {
  params: unknown;
  /** Port to artifact. */
  inputs: Record<string, ArtifactPlace>;
  /** Folder that the artifact is renamed to. */
  output: string;
  /** For the manifest: versions of what takes part. */
  versions: Record<string, string>;
  workspaceRoot: string;
  /** Where states are kept, and the digest of all that decides the result but for the inputs; else none is kept. */
  state?: StatePlace;
}

/**
 * Opens the inputs, does the stage's work in a temporary folder and publishes it. Throws {@link StageError}
 * for what a user can mend; then and after any other error the output stays as it was.
 */
export async function runStage<Declaration extends StageDeclaration>(
  stage: Stage<Declaration>,
  task: StageTask,
  emit: Emit,
): Promise<Manifest> {
  const {declaration, work} = stage;
  const params = checkedParams(declaration, task.params);
  const inputs = await openInputs(declaration, task.inputs);
  const state = task.state && new StateFolder(stateOfInputs(task.state, inputs), emit);
  try {
    const output = await ArtifactWriter.create(declaration.writes, task.output);
    try {
      await work({
        params,
        inputs,
        output,
        emit,
        state: state ?? nothingSaved,
        workspaceRoot: task.workspaceRoot,
      } as StageContext<Declaration>);
      const manifest = await output.publish({
        stage: declaration.name,
        params: params as Record<string, unknown>,
        versions: task.versions,
      });
      await state?.remove();
      return manifest;
    } catch (error) {
      await output.discard();
      // From there the work would only come to the same end again.
      if (error instanceof StageError) await state?.remove();
      throw error;
    }
  } catch (error) {
    throw asDiskFull(error, task.output) ?? error;
  }
}

function checkedParams(declaration: StageDeclaration, given: unknown): unknown {
  const result = declaration.params.safeParse(given);
  if (result.success) return result.data;
  throw new StageError(
    result.error.issues.map((issue) => ({
      where: [declaration.name, ...issue.path].join('.'),
      what: issue.message,
      mend: 'Correct it in the pipeline file or in --set.',
    })),
  );
}

async function openInputs(
  declaration: StageDeclaration,
  places: Record<string, ArtifactPlace>,
): Promise<Record<string, ArtifactReader>> {
  const opened: Record<string, ArtifactReader> = {};
  for (const [name, port] of Object.entries(declaration.reads)) {
    const place = places[name];
    if (place !== undefined) opened[name] = await openArtifact(kindOf(port), place);
    else if (!isOptional(port))
      throw new Error(`Internal error: port ${name} of ${declaration.name} is not wired`);
  }
  return opened;
}

/** The place of states that belong to these inputs. */
function stateOfInputs({folder, key}: StatePlace, inputs: Record<string, ArtifactReader>): StatePlace {
  const files = Object.entries(inputs).map(([port, {manifest}]) => [port, contentsText(manifest.files)]);
  const digest = createHash('sha256').update(JSON.stringify([key, ...files.sort()]));
  return {folder, key: digest.digest('hex')};
}

/** The kind of artifact a port reads. */
export function kindOf(port: ArtifactKind | Port): ArtifactKind {
  return typeof port.kind === 'string' ? (port as ArtifactKind) : (port as Port).kind;
}

/** Whether a port may be left unwired. */
export function isOptional(port: ArtifactKind | Port): boolean {
  return 'optional' in port && port.optional === true;
}

function asDiskFull(error: unknown, output: string): StageError | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return undefined;
  return new StageError(
    {
      where: output,
      what: 'the disk is full; nothing was left half-written',
      mend: 'Free some space and run the same command again.',
    },
    {cause: error},
  );
}
