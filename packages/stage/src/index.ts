export {anySize, schemaMismatches, typeName} from './arrow-schema.js';
export type {ArtifactKind, FileSpec} from './artifact-kind.js';
export {artifactKind} from './artifact-kind.js';
export {type ArtifactPlace, ArtifactReader, openArtifact} from './artifact-reader.js';
export {ArtifactWriter} from './artifact-writer.js';
export {csvText} from './csv-text.js';
export type {GatheredInput, Port, Ports, Stage, StageContext, StageDeclaration} from './define-stage.js';
export {defineStage, implementStage, optional, several} from './define-stage.js';
export {diskFull, type WrittenPlace, writingTo} from './disk-full.js';
export type {Emit, Pace, ProgressEvent, StageEvent} from './events.js';
export {jsonLines} from './json-lines.js';
export type {FileEntry, Manifest} from './manifest.js';
export {
  CONTENTS_FILE,
  contentsDigest,
  contentsText,
  MANIFEST_FILE,
  sortKeys,
} from './manifest.js';
export {numberTable} from './number-table.js';
export {paced} from './paced.js';
export {filePath, filePathsIn, meantFor, paramsMeantFor, unwrapped} from './params.js';
export {progressLine} from './progress-line.js';
export {recordBatch, utf8Column} from './record-batch.js';
export type {GatheredPlace, StageTask} from './run-stage.js';
export {isOptional, kindOf, runStage, takesSeveral} from './run-stage.js';
export type {SavedState, StatePlace} from './saved-state.js';
export {sha256OfFile} from './sha256-of-file.js';
export {shortList} from './short-list.js';
export {specialFile} from './special-file.js';
export type {Problem} from './stage-error.js';
export {problemText, StageError} from './stage-error.js';
export {tensorBoardEvents} from './tensorboard/tensorboard-events.js';
