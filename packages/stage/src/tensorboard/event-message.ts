import {ProtobufWriter} from '../protobuf.js';

/** What an event of TensorBoard says. */
export type EventContent =
  /** The first of each file. */
  | {kind: 'version'}
  /** A run that was ended goes on here: what its files hold from this step on is to be passed over. */
  | {kind: 'restart'; step: number}
  | {kind: 'scalars'; step: number; values: Readonly<Record<string, number>>};

/** `SessionLog.START`. */
const START = 1;

/**
 * An event as TensorFlow's protocol buffer `Event` (tensorflow/core/util/event.proto; its `Summary`:
 * tensorflow/core/framework/summary.proto). `seconds` since 1970, which TensorBoard's time axes show.
 */
export function eventMessage(content: EventContent, seconds: number): Uint8Array {
  const event = new ProtobufWriter().double(1, seconds);
  switch (content.kind) {
    case 'version':
      return event.string(3, 'brain.Event:2').finish();
    case 'restart':
      return event
        .integer(2, content.step)
        .message(7, (sessionLog) => sessionLog.integer(1, START))
        .finish();
    case 'scalars':
      return event
        .integer(2, content.step)
        .message(5, (summary) => {
          for (const [tag, value] of Object.entries(content.values))
            summary.message(1, (entry) => entry.string(1, tag).float(2, value));
        })
        .finish();
  }
}
