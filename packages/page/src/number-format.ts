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
  return `${fixed(share * 100, 1)}%`;
}

/** A measurement with three decimals: `0.724`. */
export function decimal(value: number): string {
  return fixed(value, 3).replace(/^-(?=0\.000$)/, '');
}

/** A difference with its sign, a true minus: `+0.213`, `−0.042`, `0.000`. */
export function signed(value: number): string {
  const text = fixed(Math.abs(value), 3);
  if (Number(text) === 0) return text;
  return value > 0 ? `+${text}` : `\u2212${text}`;
}

/** A quantity of any size, such as a learning rate, with up to four digits that count: `0.00002`, `1.234`. */
export function compact(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Rounds halves away from zero as people do: 0.7575, a little less as a double, is `0.758`. */
function fixed(value: number, digits: number): string {
  return (value * (1 + Number.EPSILON)).toFixed(digits);
}
