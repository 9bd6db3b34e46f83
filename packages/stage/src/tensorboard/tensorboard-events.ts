import {appendFileSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {Emit} from '../events.js';
import {type EventContent, eventMessage} from './event-message.js';
import {tfRecord} from './tfrecord.js';

const FILE_NAME = 'events.out.tfevents.';

/**
 * A listener that writes measurements into `folder` as an event file, for `tensorboard --logdir`. The files of
 * earlier runs go, but for those of an ended run that this one goes on from.
 */
export function tensorBoardEvents(folder: string, now: () => number = Date.now): Emit {
  let file: string | undefined;
  let resumedStep: number | undefined;
  const append = (content: EventContent) =>
    appendFileSync(file as string, tfRecord(eventMessage(content, now() / 1000)));
  const begin = () => {
    mkdirSync(folder, {recursive: true});
    if (resumedStep === undefined) removeEventFiles(folder);
    // TensorBoard reads the files of a folder in the order of their names.
    file = join(folder, `${FILE_NAME}${Math.floor(now() / 1000)}.${process.pid}.retune`);
    append({kind: 'version'});
    if (resumedStep !== undefined) append({kind: 'restart', step: resumedStep + 1});
  };
  return (event) => {
    if (event.kind === 'resumed') resumedStep = event.step;
    if (event.kind !== 'measured') return;
    if (file === undefined) begin();
    append({kind: 'scalars', step: event.step, values: event.values});
  };
}

function removeEventFiles(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(FILE_NAME)) rmSync(join(folder, name));
}
