import type {ProjectConfiguration, TargetConfiguration} from '@nx/devkit';
import type {PipelineFile} from './pipeline-file.js';

/** Folder of the pipeline files, and root of the project `pipeline`. */
export const PIPELINES = 'pipelines';

/** Folder of the artifacts: a folder a pipeline. */
export const ARTIFACTS = 'artifacts';

/** The Nx project that runs one stage of one pipeline. */
export function projectName(pipeline: string, stage: string): string {
  return `${pipeline}.${stage}`;
}

/** Where a stage's artifact lies, from the workspace's root. */
export function artifactFolder(pipeline: string, stage: string): string {
  return `${ARTIFACTS}/${pipeline}/${stage}`;
}

/** The environment variable that carries a stage's fingerprint into Nx's hash. */
export function fingerprintVariable(project: string): string {
  return `RETUNE_FINGERPRINT_${project.replaceAll(/[^A-Za-z0-9]/g, '_')}`;
}

/**
 * A project a stage, since Nx hashes all targets of a task's project together; their roots hold no files.
 * The project `pipeline` has a target that runs the whole pipeline, and one for each stage.
 */
export function projectsOf(pipeline: PipelineFile): Record<string, ProjectConfiguration> {
  const {name, stages} = pipeline;
  const whole = pipelineTarget(
    `Runs the pipeline ${name}`,
    stages.map((stage) => projectName(name, stage.id)),
  );
  const upTo = stages.map((stage) => [
    `${name}.${stage.id}`,
    pipelineTarget(`Runs the pipeline ${name} up to ${stage.id}`, [projectName(name, stage.id)]),
  ]);
  return {
    [PIPELINES]: {
      name: 'pipeline',
      root: PIPELINES,
      targets: {[name]: whole, ...Object.fromEntries(upTo)},
    },
    ...Object.fromEntries(
      stages.map((stage) => stageProject(name, stage)).map((project) => [project.root, project]),
    ),
  };
}

/** What stands in for a pipeline whose file is broken: its name, so that running it tells what is wrong. */
export function brokenPipelineProject(name: string): Record<string, ProjectConfiguration> {
  return {
    [PIPELINES]: {
      name: 'pipeline',
      root: PIPELINES,
      targets: {[name]: pipelineTarget(`The pipeline ${name}, whose file has errors`, [])},
    },
  };
}

function pipelineTarget(description: string, projects: string[]): TargetConfiguration {
  return {
    executor: 'nx:noop',
    cache: false,
    dependsOn: projects.length > 0 ? [{projects, target: 'run'}] : [],
    metadata: {description},
  };
}

/** The parts of a stage that its project is made from. */
interface StageOutline {
  id: string;
  uses: {name: string};
  inputs: readonly {from: string}[];
}

/** The Nx project of a stage. Nx hashes its target's settings with the task. */
export function stageProject(pipeline: string, stage: StageOutline): ProjectConfiguration {
  const project = projectName(pipeline, stage.id);
  const read = [...new Set(stage.inputs.map(({from}) => projectName(pipeline, from)))].sort();
  return {
    name: project,
    root: `${PIPELINES}/${pipeline}/${stage.id}`,
    targets: {
      run: {
        command: `node node_modules/@retune/pipeline/run-stage.mjs ${project}`,
        cache: true,
        inputs: [
          {env: fingerprintVariable(project)},
          // Digests of what the stages before made. An equal output leaves this task cached; with
          // "transitive" their own inputs would count too.
          ...(read.length > 0 ? [{dependentTasksOutputFiles: '**/SHA256SUMS', transitive: false}] : []),
          // The packages that count are in the fingerprint; without this line all would.
          {externalDependencies: []},
        ],
        outputs: [`{workspaceRoot}/${artifactFolder(pipeline, stage.id)}`],
        dependsOn: read.length > 0 ? [{projects: read, target: 'run'}] : [],
        metadata: {description: `Stage ${stage.id} (${stage.uses.name}) of the pipeline ${pipeline}`},
      },
    },
  };
}
