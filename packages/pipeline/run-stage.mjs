// What Nx starts for a stage: loads the compiled code whose digest is part of the task's hash, and runs it.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

process.setSourceMapsEnabled(true);
const [project = ''] = process.argv.slice(2);
const task = readTask(join(process.cwd(), '.retune', 'tasks', `${project}.json`));
if (task.fault !== undefined) {
  process.stderr.write(`${task.fault}\n`);
  process.exitCode = 1;
} else {
  // Before the code is loaded: native libraries start their threads as they load.
  if (task.cores !== undefined) process.env.RETUNE_THREADS ??= String(task.cores);
  const {runStageProcess} = await import(task.code);
  process.exitCode = await runStageProcess(task);
}

/** The task that the plugin wrote before the run, or what keeps it from running. @param {string} file */
function readTask(file) {
  try {
    const task = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof task?.fault === 'string' || typeof task?.code === 'string') return task;
  } catch {
    // Told below, as is a file of another shape.
  }
  return {fault: `${project}: its task is not prepared\n  Run it by npx nx run, in the folder of nx.json.`};
}
