/** Gives an array of so many values, which are not cleared; it lies where the one before lay, and ends its life. */
export type ArrayRoom = (length: number) => Uint16Array;

/**
 * One array that grows to the largest that is asked for. Arrays of some 500 KB that are new in each training step
 * took more time to collect than to fill.
 */
export function reusedArray(): ArrayRoom {
  let array = new Uint16Array(0);
  return (length) => {
    if (array.length < length) array = new Uint16Array(length);
    return array.subarray(0, length);
  };
}
