/** The size of each symbolic dimension, by its name (batch, tokens). */
export type Dims = Readonly<Record<string, number>>;

/**
 * `factor` times the product of dimensions, each to its power, plus `offset`: 384·batch·tokens, 1/batch, or
 * tokens - 1, by which the gradient of taking the first token pads.
 */
export interface SizeFormula {
  factor: number;
  powers: Readonly<Record<string, number>>;
  /** 0 where a power is negative. */
  offset: number;
}

/** A number that is the same at every shape, or follows from the sizes. */
export type SymbolicNumber = number | SizeFormula;

/** Float constants are rounded to 24 bits: two of them agree if they differ by less than this share. */
const FLOAT_TOLERANCE = 1e-6;

/** The highest power tried: a mean over tokens x tokens divides by tokens². */
const HIGHEST_POWER = 2;

/**
 * Sizes to trace each dimension at. All are different primes and the differences of no two rows are
 * proportional, so that a number betrays on which dimensions it depends; small, so that tracing is quick.
 */
const EXAMPLE_SIZES = [
  [5, 7, 3],
  [11, 17, 13],
  [19, 23, 31],
  [29, 41, 37],
] as const;

/** Three sets of sizes to trace a function at: two determine a formula, the third proves it. */
export function exampleDims(names: readonly string[]): readonly Dims[] {
  if (names.length > EXAMPLE_SIZES.length)
    throw new Error(`Internal error: ${names.length} symbolic dimensions, at most ${EXAMPLE_SIZES.length}`);
  return EXAMPLE_SIZES[0].map((_, trace) =>
    Object.fromEntries(names.map((name, index) => [name, EXAMPLE_SIZES[index]![trace]!])),
  );
}

/** The whole number that has these values at the example dims; undefined if no formula gives them. */
export function solveInteger(values: readonly number[], dims: readonly Dims[]): SymbolicNumber | undefined {
  const [first, second] = values as [number, number];
  if (values.every((value) => value === first)) return first;
  const combinations = powerCombinations(Object.keys(dims[0]!), 0);
  const holds = (formula: SizeFormula) =>
    Number.isInteger(formula.factor) && values.every((value, i) => evaluate(formula, dims[i]!) === value);

  const products = combinations.map((powers) => ({
    factor: first / product(powers, dims[0]!),
    powers,
    offset: 0,
  }));
  const sums = combinations.map((powers) => {
    const [one, other] = [product(powers, dims[0]!), product(powers, dims[1]!)];
    const factor = (second - first) / (other - one);
    return {factor, powers, offset: first - factor * one};
  });
  return [...products, ...sums].find(holds);
}

/** {@link solveInteger} for numbers rounded to float32, where dimensions may also divide. */
export function solveFloat(values: readonly number[], dims: readonly Dims[]): SymbolicNumber | undefined {
  const [first] = values as [number];
  if (values.every((value) => Object.is(value, first))) return first;
  return powerCombinations(Object.keys(dims[0]!), -HIGHEST_POWER)
    .map((powers) => ({factor: snapToInteger(first / product(powers, dims[0]!)), powers, offset: 0}))
    .find((formula) =>
      values.every(
        (value, i) => Math.abs(evaluate(formula, dims[i]!) - value) <= FLOAT_TOLERANCE * Math.abs(value),
      ),
    );
}

/** The value of a symbolic number at the given dims. */
export function evaluate(number: SymbolicNumber, dims: Dims): number {
  return typeof number === 'number' ? number : number.factor * product(number.powers, dims) + number.offset;
}

function product(powers: Readonly<Record<string, number>>, dims: Dims): number {
  return Object.entries(powers).reduce((value, [name, power]) => value * dims[name]! ** power, 1);
}

/** All powers from `lowest` to {@link HIGHEST_POWER} but all zero, those of few factors first. */
function powerCombinations(names: readonly string[], lowest: number): Record<string, number>[] {
  const powers = Array.from({length: HIGHEST_POWER - lowest + 1}, (_, i) => lowest + i);
  let combinations: Record<string, number>[] = [{}];
  for (const name of names)
    combinations = combinations.flatMap((known) =>
      powers.map((power) => (power === 0 ? known : {...known, [name]: power})),
    );
  return combinations
    .filter((combination) => Object.keys(combination).length > 0)
    .sort((a, b) => degree(a) - degree(b));
}

function degree(powers: Readonly<Record<string, number>>): number {
  return Object.values(powers).reduce((sum, power) => sum + Math.abs(power), 0);
}

/** 1/5 rounded to float32 is not quite 1/5: its factor is taken for the whole number that it means. */
function snapToInteger(factor: number): number {
  const nearest = Math.round(factor);
  return nearest !== 0 && Math.abs(factor - nearest) <= FLOAT_TOLERANCE * Math.abs(factor) ? nearest : factor;
}
