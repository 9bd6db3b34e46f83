import type {z} from 'zod';
import type {ArtifactKind} from './artifact-kind.js';
import type {ArtifactReader} from './artifact-reader.js';
import type {ArtifactWriter} from './artifact-writer.js';
import type {Emit} from './events.js';
import type {SavedState} from './saved-state.js';

/** A port: an artifact that the stage reads. */
export interface Port<Kind extends ArtifactKind = ArtifactKind> {
  readonly kind: Kind;
  readonly optional?: boolean;
  /** It takes any number of artifacts. */
  readonly several?: boolean;
}

export type Ports = Record<string, ArtifactKind | Port>;

/** What a stage is, without what it does: all that a pipeline needs to wire, check and key it. */
export interface StageDeclaration<
  Reads extends Ports = Ports,
  Writes extends ArtifactKind = ArtifactKind,
  Params extends z.ZodObject = z.ZodObject,
> {
  readonly name: string;
  readonly doc: string;
  readonly reads: Reads;
  readonly writes: Writes;
  /** A strict zod object; each param has `.describe()` and, unless it must be given, `.default()`. */
  readonly params: Params;
  /** A file of the artifact made to be looked at; its path closes the run's output. */
  readonly page?: string;
  /** A text file of the artifact that is printed at the run's end; its first paragraph where nothing ran. */
  readonly summary?: string;
  /**
   * A JSON file of the artifact, numbers by name: a run with several instances of the stage ends with one table of
   * them, in place of the summaries.
   */
  readonly scores?: string;
}

/** Declares a stage. Put it in a file of its own that imports no code of the stage: see `implementStage`. */
export function defineStage<
  const Reads extends Ports,
  Writes extends ArtifactKind,
  Params extends z.ZodObject,
>(declaration: StageDeclaration<Reads, Writes, Params>): StageDeclaration<Reads, Writes, Params> {
  return declaration;
}

/** A port that may be left unwired; `inputs` then lacks it. */
export function optional<Kind extends ArtifactKind>(kind: Kind): {kind: Kind; optional: true} {
  return {kind, optional: true};
}

/** A port that takes any number of artifacts, none included: such as those of all instances of a sweep. */
export function several<Kind extends ArtifactKind>(kind: Kind): {kind: Kind; several: true} {
  return {kind, several: true};
}

/** One of the artifacts of a port that takes several. */
export interface GatheredInput<Kind extends ArtifactKind = ArtifactKind> {
  /** The stage that made it, as in the pipeline: `evaluate@learningRate=0.001`. */
  readonly from: string;
  /** What sets it apart from its companions: `stage.param` to value. Empty without a sweep. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly artifact: ArtifactReader<Kind>;
}

type ReaderOf<P> = P extends {kind: infer Kind extends ArtifactKind; several: true}
  ? readonly GatheredInput<Kind>[]
  : P extends {kind: infer Kind extends ArtifactKind; optional: true}
    ? ArtifactReader<Kind> | undefined
    : P extends {kind: infer Kind extends ArtifactKind}
      ? ArtifactReader<Kind>
      : P extends ArtifactKind
        ? ArtifactReader<P>
        : never;

/** What a stage's work is given. */
export interface StageContext<Declaration extends StageDeclaration> {
  /** Checked, with every default filled in. */
  readonly params: z.output<Declaration['params']>;
  readonly inputs: {readonly [Port in keyof Declaration['reads']]: ReaderOf<Declaration['reads'][Port]>};
  readonly output: ArtifactWriter<Declaration['writes']>;
  readonly emit: Emit;
  /** For long work that is to go on where a killed run was; no part of the output. */
  readonly state: SavedState;
  /** Folder that relative paths in params start from. */
  readonly workspaceRoot: string;
}

/** A declaration together with its work. */
export interface Stage<Declaration extends StageDeclaration = StageDeclaration> {
  readonly declaration: Declaration;
  readonly work: (context: StageContext<Declaration>) => Promise<void>;
}

/** Joins a declaration and its work; the default export of a stage package's `run.ts`. */
export function implementStage<Declaration extends StageDeclaration>(
  declaration: Declaration,
  work: (context: StageContext<Declaration>) => Promise<void>,
): Stage<Declaration> {
  return {declaration, work};
}
