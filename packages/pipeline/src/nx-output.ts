import {stripVTControlCharacters} from 'node:util';

interface Titled {
  title: string;
  bodyLines?: string[];
}

/** The part of Nx's `output` by which it tells of a run. */
export interface NxOutput {
  log(message: Titled): void;
  success(message: Titled): void;
  error(message: Titled): void;
  addNewline(stream?: unknown): void;
  addVerticalSeparatorWithoutNewLines(color?: string): void;
  logCommand(message: string, status?: string): void;
  logCommandOutput(message: string, status: string, text: string): void;
  logCommandSummary(message: string, status: string): void;
  writeTaskOutputChunk(chunk: string | Buffer, stream?: unknown): void;
}

export interface QuietRun {
  /** Whether a project is a stage, or the one of all pipelines. */
  isOwn: (project: string) => boolean;
  /** Whether the command names a pipeline, so that nothing but stages runs. */
  ownAlone: boolean;
  /** Makes what a stage printed fit to be shown. */
  shown: (text: string) => string;
}

/**
 * Keeps from the terminal what Nx says of stages besides what they print: banners, the commands that it starts,
 * what cached stages once printed, and its advice on how tasks could be faster. What Nx says of other tasks, and
 * its errors and warnings, stay. Gives what puts all back.
 */
export function quietStages(output: NxOutput, run: QuietRun): () => void {
  const nx = bound(output);
  const nxLog = console.log;
  const mood = {alone: run.ownAlone};
  Object.assign(output, quietBanners(nx, mood, run), quietTasks(nx, mood, run));
  console.log = (...parts: unknown[]) => {
    if (!(mood.alone && isAdvice(parts[0]))) nxLog(...parts);
  };
  return () => {
    Object.assign(output, nx);
    console.log = nxLog;
  };
}

/** Whether stages alone run; of `nx run-many` its first banner tells. */
interface Mood {
  alone: boolean;
}

/** What begins and ends a run. */
function quietBanners(nx: NxOutput, mood: Mood, {isOwn, ownAlone}: QuietRun): Partial<NxOutput> {
  return {
    log(message) {
      if (message.title.startsWith('Running ')) {
        const projects = listed(message);
        mood.alone = ownAlone || (projects.length > 0 && projects.every(isOwn));
      }
      if (!mood.alone) nx.log(message);
    },
    success(message) {
      if (!mood.alone) nx.success(message);
    },
    error(message) {
      const isBanner = /^Running .*(failed|did not complete)$/.test(plain(message.title));
      const isOfStages = listed(message).every((task) => isOwn(projectOfTask(task)));
      if (!(mood.alone && isBanner && isOfStages)) nx.error(message);
    },
    addNewline(stream = process.stdout) {
      if (!mood.alone || stream !== process.stdout) nx.addNewline(stream);
    },
    addVerticalSeparatorWithoutNewLines(color) {
      if (!mood.alone) nx.addVerticalSeparatorWithoutNewLines(color);
    },
  };
}

/** What stands around the output of a task, and the output itself. */
function quietTasks(nx: NxOutput, mood: Mood, {isOwn, shown}: QuietRun): Partial<NxOutput> {
  const isOfStage = (message: string) => isOwn(projectOfTask(message.split('run ')[1] ?? ''));
  return {
    logCommand(message, status) {
      if (!isOfStage(message)) nx.logCommand(message, status);
    },
    logCommandSummary(message, status) {
      if (!isOfStage(message)) nx.logCommandSummary(message, status);
    },
    logCommandOutput(message, status, text) {
      if (!isOfStage(message)) nx.logCommandOutput(message, status, text);
      else if (!FROM_CACHE.has(status)) nx.writeTaskOutputChunk(shown(withoutCommand(text)));
    },
    writeTaskOutputChunk(chunk, stream) {
      if (typeof chunk !== 'string') return nx.writeTaskOutputChunk(chunk, stream);
      const text = withoutCommand(chunk);
      if (text !== '') nx.writeTaskOutputChunk(mood.alone ? shown(text) : text, stream);
    },
  };
}

const FROM_CACHE = new Set(['local-cache', 'local-cache-kept-existing', 'remote-cache']);

const COMMAND = 'node node_modules/@retune/pipeline/run-stage.mjs';
const WARNING = `Warning: command "${COMMAND} `;

/** A stage's output without the command above it and the warning below it of its exit status. */
function withoutCommand(text: string): string {
  if (!text.includes(COMMAND)) return text;
  const body = plain(text).startsWith(`> ${COMMAND}`) ? text.slice(text.indexOf('\n') + 1).trimStart() : text;
  const end = body.lastIndexOf(WARNING);
  return end < 0 ? body : body.slice(0, end);
}

/** Nx's report on the time that a run took. */
function isAdvice(text: unknown): boolean {
  return typeof text === 'string' && text.includes('Critical path:') && text.includes('Run duration:');
}

/** The names that a message lists: `- full.train`. */
function listed({bodyLines = []}: Titled): string[] {
  return bodyLines.flatMap((line) => /^- (\S+)/.exec(plain(line))?.[1] ?? []);
}

/** `full.train` of `full.train:run`, whatever follows. */
function projectOfTask(task: string): string {
  return task.split(':')[0] as string;
}

function plain(text: string): string {
  return stripVTControlCharacters(text);
}

function bound(output: NxOutput): NxOutput {
  return {
    log: output.log.bind(output),
    success: output.success.bind(output),
    error: output.error.bind(output),
    addNewline: output.addNewline.bind(output),
    addVerticalSeparatorWithoutNewLines: output.addVerticalSeparatorWithoutNewLines.bind(output),
    logCommand: output.logCommand.bind(output),
    logCommandOutput: output.logCommandOutput.bind(output),
    logCommandSummary: output.logCommandSummary.bind(output),
    writeTaskOutputChunk: output.writeTaskOutputChunk.bind(output),
  };
}
