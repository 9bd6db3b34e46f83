import {createHash} from 'node:crypto';
import type {ArtifactKind} from './artifact-kind.js';
import {type ArtifactPlace, type ArtifactReader, openArtifact} from './artifact-reader.js';
import {ArtifactWriter} from './artifact-writer.js';
import type {GatheredInput, Port, Stage, StageContext, StageDeclaration} from './define-stage.js';
import {diskFull} from './disk-full.js';
import type {Emit} from './events.js';
import {contentsDigest, contentsText, type Manifest} from './manifest.js';
import {nothingSaved, StateFolder, type StatePlace} from './saved-state.js';
import {StageError} from './stage-error.js';

/** All that a stage needs to run once. */
export interface StageTask {
  params: unknown;
  /** Port to artifact. */
  inputs: Record<string, ArtifactPlace>;
  /** Port to artifacts, for ports that take several. */
  gathered?: Record<string, GatheredPlace[]>;
  /** Folder that the artifact is renamed to. */
  output: string;
  /** For the manifest: versions of what takes part. */
  versions: Record<string, string>;
  workspaceRoot: string;
  /** Where states are kept, and the digest of all that decides the result but for the inputs; else none is kept. */
  state?: StatePlace;
}

/** Where one of the artifacts of a port that takes several lies; see {@link GatheredInput}. */
export interface GatheredPlace extends ArtifactPlace {
  from: string;
  values: Record<string, unknown>;
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
  const inputs = await openInputs(declaration, task);
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
        inputs: digestsOf(inputs),
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
    throw diskFull(error, {where: task.output}) ?? error;
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
  {inputs, gathered = {}}: StageTask,
): Promise<Record<string, ArtifactReader | GatheredInput[]>> {
  const opened: Record<string, ArtifactReader | GatheredInput[]> = {};
  for (const [name, port] of Object.entries(declaration.reads)) {
    const place = inputs[name];
    if (takesSeveral(port)) opened[name] = await openGathered(kindOf(port), gathered[name] ?? []);
    else if (place !== undefined) opened[name] = await openArtifact(kindOf(port), place);
    else if (!isOptional(port))
      throw new Error(`Internal error: port ${name} of ${declaration.name} is not wired`);
  }
  return opened;
}

function digestsOf(
  inputs: Record<string, ArtifactReader | GatheredInput[]>,
): Record<string, string | string[]> {
  const digests = Object.entries(inputs).map(([port, input]) => [
    port,
    Array.isArray(input)
      ? input.map(({artifact}) => contentsDigest(artifact.manifest.files))
      : contentsDigest(input.manifest.files),
  ]);
  return Object.fromEntries(digests);
}

/** The place of states that belong to these inputs. */
function stateOfInputs(
  {folder, key}: StatePlace,
  inputs: Record<string, ArtifactReader | GatheredInput[]>,
): StatePlace {
  const read = Object.entries(inputs).map(([port, input]) => [
    port,
    Array.isArray(input)
      ? input.map(({from, values, artifact}) => [from, values, contentsText(artifact.manifest.files)])
      : contentsText(input.manifest.files),
  ]);
  const digest = createHash('sha256').update(JSON.stringify([key, read]));
  return {folder, key: digest.digest('hex')};
}

async function openGathered(kind: ArtifactKind, places: readonly GatheredPlace[]): Promise<GatheredInput[]> {
  const opened: GatheredInput[] = [];
  for (const {from, values, ...place} of places)
    opened.push({from, values, artifact: await openArtifact(kind, place)});
  return opened;
}

/** The kind of artifact a port reads. */
export function kindOf(port: ArtifactKind | Port): ArtifactKind {
  return typeof port.kind === 'string' ? (port as ArtifactKind) : (port as Port).kind;
}

/** Whether a port may be left unwired. */
export function isOptional(port: ArtifactKind | Port): boolean {
  return ('optional' in port && port.optional === true) || takesSeveral(port);
}

/** Whether a port takes any number of artifacts. */
export function takesSeveral(port: ArtifactKind | Port): boolean {
  return 'several' in port && port.several === true;
}
