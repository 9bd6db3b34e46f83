let table: Float32Array | undefined;

/** Widens IEEE 754 half-precision values, given by their bits. */
export function halfToFloat32(halves: Uint16Array): Float32Array {
  table ??= valuesOfAllHalves();
  const target = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) target[i] = table[halves[i] as number] as number;
  return target;
}

/** The value of each of the 65,536 bit patterns: a look-up is several times as fast as the arithmetic. */
function valuesOfAllHalves(): Float32Array {
  return Float32Array.from({length: 1 << 16}, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}
