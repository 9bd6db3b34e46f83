/*
 * Numbers for people, in the terminal and on pages alike. What is rounded is the shortest decimal that stands for the
 * number, halves away from zero: 0.7575 becomes 0.758, though the double nearest to it is a little less.
 */

/** A whole number with thousands separators: `16,000`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 text`, `2,000 texts`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share of 0 to 1 as `74.5%`. */
export function percent(share: number): string {
  const tenths = roundedTimes(share, 3);
  return `${(tenths / 10).toFixed(1)}%`;
}

/** A measurement with so many decimals, `0.724`; what rounds to zero has no sign. */
export function decimal(value: number, digits = 3): string {
  return (roundedTimes(value, digits) / 10 ** digits).toFixed(digits);
}

/**
 * A difference with three decimals and its sign: `+0.213`, `−0.042`, `0.000`.
 *
 * @param minus the true minus by default; a terminal takes `-`, which can be typed and searched for
 */
export function signed(value: number, minus = '\u2212'): string {
  const text = decimal(Math.abs(value));
  if (Number(text) === 0) return text;
  return value > 0 ? `+${text}` : `${minus}${text}`;
}

/** A p-value as statisticians write it: `p < 0.001`, `p = 0.042`. */
export function pValueText(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${decimal(pValue)}`;
}

/** A quantity of any size, such as a learning rate, with up to four digits that count: `0.00002`, `1.234`. */
export function compact(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** `value` times ten to the `power`, as a whole number. The point is moved in the decimal: a product would round too. */
function roundedTimes(value: number, power: number): number {
  if (!Number.isFinite(value)) return value;
  const [digits, exponent = '0'] = String(Math.abs(value)).split('e');
  const whole = Math.round(Number(`${digits}e${Number(exponent) + power}`));
  return whole === 0 || value > 0 ? whole : -whole;
}
