// What Nx starts for a stage: loads the compiled code whose digest is part of the task's hash, and runs it.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

process.setSourceMapsEnabled(true);
const [project] = process.argv.slice(2);
const file = join(process.cwd(), '.retune', 'tasks', `${project}.json`);
const task = JSON.parse(readFileSync(file, 'utf8'));
// Before the code is loaded: native libraries start their threads as they load.
if (task.cores !== undefined) process.env.RETUNE_THREADS ??= String(task.cores);
const {runStageProcess} = await import(task.code);
process.exitCode = await runStageProcess(task);
