import type {EmittedFeed} from './emit-feed.js';
import type {FeedSpec} from './function-spec.js';
import type {GraphBuilder} from './graph-builder.js';
import type {SizeFormula, SymbolicNumber} from './symbolic-dims.js';
import {DataType} from './tensorflow-binding.js';

const int32 = {type: DataType.int32};

/** Emits nodes that compute numbers from the sizes of what was fed, each once. */
export class DimensionEmitter {
  readonly #builder: GraphBuilder;
  readonly #scope: string;
  readonly #specs: Readonly<Record<string, FeedSpec>>;
  readonly #feeds: Readonly<Record<string, EmittedFeed>>;
  readonly #emitted = new Map<string, string>();

  constructor(
    builder: GraphBuilder,
    scope: string,
    specs: Readonly<Record<string, FeedSpec>>,
    feeds: Readonly<Record<string, EmittedFeed>>,
  ) {
    this.#builder = builder;
    this.#scope = scope;
    this.#specs = specs;
    this.#feeds = feeds;
  }

  /** A whole number as an int32 scalar. */
  integer(value: SymbolicNumber): string {
    if (typeof value === 'number')
      return this.#once(`integer_${value}`, (name) => this.#builder.int(name, value));
    const dimensions = this.#product(factorsOf(value, 1));
    const scaled = this.#combined('Mul', dimensions, value.factor, {...value, offset: 0});
    return this.#combined('AddV2', scaled, value.offset, value);
  }

  /** A number as a float32 scalar. */
  float(value: SymbolicNumber): string {
    if (typeof value === 'number')
      return this.#once(`float_${nameable(value)}`, (name) => this.#builder.float(name, value));
    const above = this.#scaled(value.factor, factorsOf(value, 1));
    const below = factorsOf(value, -1);
    if (below.length === 0) return above;
    return this.#once(`ratio_${keyOf(value)}`, (name) =>
      this.#builder.floatOp(name, 'RealDiv', [above, this.#floatProduct(below)]),
    );
  }

  /** `left` with a number multiplied or added, unless that changes nothing; `result` is what it comes to. */
  #combined(op: 'Mul' | 'AddV2', left: string, right: number, result: SizeFormula): string {
    if (right === (op === 'Mul' ? 1 : 0)) return left;
    return this.#once(`integer_${keyOf(result)}`, (name) =>
      this.#builder.add(name, op, [left, this.integer(right)], {T: int32}),
    );
  }

  #scaled(factor: number, dimensions: readonly string[]): string {
    if (dimensions.length === 0) return this.float(factor);
    return this.#once(`scaled_${nameable(factor)}_${dimensions.join('_')}`, (name) =>
      this.#builder.floatOp(name, 'Mul', [this.float(factor), this.#floatProduct(dimensions)]),
    );
  }

  #floatProduct(dimensions: readonly string[]): string {
    return this.#once(`float_${dimensions.join('_')}`, (name) =>
      this.#builder.add(name, 'Cast', [this.#product(dimensions)], {
        SrcT: int32,
        DstT: {type: DataType.float32},
        Truncate: {bool: false},
      }),
    );
  }

  #product(dimensions: readonly string[]): string {
    const last = dimensions.at(-1)!;
    if (dimensions.length === 1) return this.#size(last);
    return this.#once(`product_${dimensions.join('_')}`, (name) =>
      this.#builder.add(name, 'Mul', [this.#product(dimensions.slice(0, -1)), this.#size(last)], {T: int32}),
    );
  }

  #size(dimension: string): string {
    return this.#once(`size_${dimension}`, (name) => {
      const [feedName, {shape}] = Object.entries(this.#specs).find(([, spec]) =>
        spec.shape.includes(dimension),
      )!;
      const feed = this.#feeds[feedName]!;
      const sizes = this.#builder.add(`${name}/sizes`, 'Shape', [feed.value], {
        T: {type: feed.dtype},
        out_type: int32,
      });
      const axis = shape.indexOf(dimension);
      const bounds = Object.entries({begin: axis, end: axis + 1, stride: 1}).map(([bound, value]) =>
        this.#builder.ints(`${name}/${bound}`, [value]),
      );
      const attributes = {T: int32, Index: int32, shrink_axis_mask: {int: 1}};
      return this.#builder.add(name, 'StridedSlice', [sizes, ...bounds], attributes);
    });
  }

  #once(key: string, emit: (name: string) => string): string {
    const emitted = this.#emitted.get(key) ?? emit(`${this.#scope}/${key}`);
    this.#emitted.set(key, emitted);
    return emitted;
  }
}

/** The dimensions that multiply (sign 1) or divide (sign -1), each as often as its power says. */
function factorsOf({powers}: SizeFormula, sign: 1 | -1): string[] {
  return Object.entries(powers).flatMap(([name, power]) =>
    Array<string>(Math.max(0, sign * power)).fill(name),
  );
}

function keyOf({factor, powers, offset}: SizeFormula): string {
  const parts = Object.entries(powers).map(([name, power]) => `${name}${power}`);
  return [nameable(factor), ...parts, ...(offset === 0 ? [] : [`plus_${offset}`])].join('_');
}

/** A number as part of a node's name, where the "+" of 1e+20 has no place. */
function nameable(value: number): string {
  return String(value).replace('+', '');
}
