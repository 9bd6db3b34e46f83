import util from 'node:util';

/**
 * TensorFlow.js 4.22 calls two functions of `util` in every operation that Node 23 removed, and of which
 * earlier Nodes warn on stderr. Puts plain ones in their place; must run before TensorFlow.js is loaded.
 */
export function restoreRemovedUtil(): void {
  const isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  Object.assign(util, {isNullOrUndefined, isArray: Array.isArray});
}
