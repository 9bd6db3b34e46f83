export {failuresText, type PipelineFailure} from './failure.js';
export {paramsReference} from './params-reference.js';
export {type PipelineFile, parsePipelineFile} from './pipeline-file.js';
export {pipelineFolder} from './pipeline-folder.js';
export {pipelineSchema} from './pipeline-schema.js';
export {type ResolvedPipeline, resolvePipeline} from './resolve-pipeline.js';
export {findStagePackages, type StagePackage} from './stage-packages.js';
