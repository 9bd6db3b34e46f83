import util from 'node:util';

/**
 * Node 23 removed two functions of `util` that TensorFlow.js 4.22 calls in every operation. Must run before
 * TensorFlow.js is loaded. Does nothing on older Nodes.
 */
export function restoreRemovedUtil(): void {
  const functions = util as unknown as Record<string, unknown>;
  functions.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  functions.isArray ??= Array.isArray;
}
