/** Labels whose gradients one run of the graph takes: they share the pass forward. */
export interface LabelGroups {
  /** Labels of a group; in the last one some may be beyond those whose gradients are taken. */
  size: number;
  groups: number;
  classes: number;
}

/** A graph holds a pass backward for each label of a group, so that it grows no further with more labels. */
const MOST = 8;

/** All labels but the last, whose gradient follows from the others': probabilities always add up to 1. */
export function labelGroups(classes: number): LabelGroups {
  const labels = Math.max(1, classes - 1);
  const groups = Math.ceil(labels / MOST);
  return {size: Math.ceil(labels / groups), groups, classes};
}

/**
 * What each group is fed of what points ask for by label.
 *
 * @param wanted [points][classes][units]
 * @returns [groups] of [size, points, units], zeros where labels run out
 */
export function feedsByGroup(
  wanted: readonly (readonly Float32Array[])[],
  {size, groups, classes}: LabelGroups,
): {shape: [number, number, number]; values: Float32Array}[] {
  const units = wanted[0]?.[0]?.length ?? 0;
  return Array.from({length: groups}, (_, group) => {
    const values = new Float32Array(size * wanted.length * units);
    for (let place = 0; place < size; place++) {
      const label = group * size + place;
      if (label >= Math.max(1, classes - 1)) continue;
      wanted.forEach((ofLabels, point) => {
        values.set(ofLabels[label] as Float32Array, (place * wanted.length + point) * units);
      });
    }
    return {shape: [size, wanted.length, units], values};
  });
}

/**
 * Sorts what the groups gave by row and label.
 *
 * @param ofGroups [groups] of [size, rows, tokens], padded to the longest row
 * @returns [rows][classes][tokens]
 */
export function changesByLabel(
  ofGroups: readonly Float32Array[],
  rows: readonly {to: {length: number}}[],
  {size, classes}: LabelGroups,
): Float32Array[][] {
  const tokens = Math.max(...rows.map(({to}) => to.length));
  return rows.map(({to: {length}}, row) => {
    const computed = Array.from({length: Math.max(1, classes - 1)}, (_, label) => {
      const first = ((label % size) * rows.length + row) * tokens;
      return (ofGroups[Math.floor(label / size)] as Float32Array).slice(first, first + length);
    });
    return classes === 1 ? computed : [...computed, minusSum(computed, length)];
  });
}

function minusSum(rows: readonly Float32Array[], length: number): Float32Array {
  const result = new Float32Array(length);
  for (let i = 0; i < length; i++) result[i] = -rows.reduce((sum, row) => sum + (row[i] as number), 0);
  return result;
}
