import {createHash} from 'node:crypto';
import type {ProjectConfiguration, TargetConfiguration} from '@nx/devkit';
import type {PipelineFile} from './pipeline-file.js';
import type {StageOwner} from './stage-owner.js';

/** Folder of the pipeline files, and root of the project `pipeline`. */
export const PIPELINES = 'pipelines';

/** Folder of the artifacts: a folder a pipeline. */
export const ARTIFACTS = 'artifacts';

/** Folder of a pipeline's logs, among those of its artifacts; no stage may have this name. */
export const LOGS = 'logs';

/** The Nx project that runs one stage of one pipeline. */
export function projectName(pipeline: string, stage: string): string {
  return `${pipeline}.${stage}`;
}

/** Where a stage's artifact lies, from the workspace's root. */
export function artifactFolder(pipeline: string, stage: string): string {
  return `${ARTIFACTS}/${pipeline}/${stage}`;
}

/** The Nx project that runs a stage for all pipelines that share it. */
export function projectOf({pipeline, id}: StageOwner): string {
  return projectName(pipeline, id);
}

/** Where the artifact of a stage lies for all pipelines that share it. */
export function artifactOf({pipeline, id}: StageOwner): string {
  return artifactFolder(pipeline, id);
}

/** Folder of the states that stages at work save: a folder a project. */
export const STATES = '.retune/states';

/** Where a stage saves what it goes on from if it is killed. */
export function stateFolder(owner: StageOwner): string {
  return `${STATES}/${projectOf(owner)}`;
}

/** The environment variable that carries a stage's fingerprint into Nx's hash; no two projects share one. */
export function fingerprintVariable(project: string): string {
  return `RETUNE_FINGERPRINT_${project.replaceAll(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0)}_`)}`;
}

/**
 * A project a stage, since Nx hashes all targets of a task's project together; their roots hold no files.
 * The project `pipeline` has a target that runs the whole pipeline, and one for each stage and each instance.
 * A stage that another pipeline owns is that pipeline's project.
 */
export function projectsOf(pipeline: PipelineFile): Record<string, ProjectConfiguration> {
  const {name, stages} = pipeline;
  const whole = pipelineTarget(
    `Runs the pipeline ${name}`,
    stages.map(({owner}) => projectOf(owner)),
  );
  const upTo = [...new Set(stages.flatMap(({instanceOf, id}) => [instanceOf, id]))].map((wanted) => {
    const chosen = stages.filter(({instanceOf, id}) => instanceOf === wanted || id === wanted);
    const projects = chosen.map(({owner}) => projectOf(owner));
    return [`${name}.${wanted}`, pipelineTarget(`Runs the pipeline ${name} up to ${wanted}`, projects)];
  });
  const ownerOf = new Map(stages.map(({id, owner}) => [id, owner]));
  const own = stages
    .filter(({owner}) => owner.pipeline === name)
    .map(({owner, uses, inputs}) => {
      const reads = inputs.map(({from}) => ownerOf.get(from) as StageOwner);
      return stageProject({owner, uses: uses.name, reads});
    });
  return {
    [PIPELINES]: {
      name: 'pipeline',
      root: PIPELINES,
      targets: {[name]: whole, ...Object.fromEntries(upTo)},
    },
    ...Object.fromEntries(own.map((project) => [project.root, project])),
  };
}

/** What stands in for a pipeline whose file is broken: its name, so that running it tells what is wrong. */
export function brokenPipelineProject(name: string): Record<string, ProjectConfiguration> {
  return {
    [PIPELINES]: {
      name: 'pipeline',
      root: PIPELINES,
      targets: {
        [name]: {
          command: stageCommand(brokenTask(name)),
          cache: false,
          metadata: {description: `The pipeline ${name}, whose file has errors`},
        },
      },
    },
  };
}

/** The task that stands for a pipeline whose file is broken: its name may hold what no command may. */
export function brokenTask(pipeline: string): string {
  return `broken-${createHash('sha256').update(pipeline).digest('hex').slice(0, 16)}`;
}

function stageCommand(task: string): string {
  return `node node_modules/@retune/pipeline/run-stage.mjs ${task}`;
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
  owner: StageOwner;
  uses: string;
  /** The owners of the stages that it reads. */
  reads: readonly StageOwner[];
}

/** The Nx project of a stage. Nx hashes its target's settings with the task. */
export function stageProject({owner, uses, reads}: StageOutline): ProjectConfiguration {
  const {pipeline, id} = owner;
  const project = projectOf(owner);
  const read = [...new Set(reads.map(projectOf))].sort();
  return {
    name: project,
    root: `${PIPELINES}/${pipeline}/${id}`,
    targets: {
      run: {
        command: stageCommand(project),
        cache: true,
        inputs: [
          {env: fingerprintVariable(project)},
          // Digests of what the stages before made. An equal output leaves this task cached; with
          // "transitive" their own inputs would count too.
          ...(read.length > 0 ? [{dependentTasksOutputFiles: '**/SHA256SUMS', transitive: false}] : []),
          // The packages that count are in the fingerprint; without this line all would.
          {externalDependencies: []},
        ],
        outputs: [`{workspaceRoot}/${artifactOf(owner)}`],
        dependsOn: read.length > 0 ? [{projects: read, target: 'run'}] : [],
        metadata: {description: `Stage ${id} (${uses}) of the pipeline ${pipeline}`},
      },
    },
  };
}
