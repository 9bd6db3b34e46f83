import {type Problem, StageError} from '@retune/stage';
import {architectures, type ModelType} from './architectures.js';
import {foreignContent} from './foreign-content.js';
import {parseShallowJson} from './shallow-json.js';
import {shownName} from './shown-name.js';

/** Activation functions by the names of config.json. */
export const ACTIVATION_NAMES = ['gelu', 'gelu_new', 'gelu_pytorch_tanh', 'relu', 'tanh'] as const;
export type ActivationName = (typeof ACTIVATION_NAMES)[number];

/** Largest sizes that are read, some ten times those of any published encoder. */
const MOST = {layers: 1_000, heads: 1_024, width: 131_072, vocabulary: 10_000_000, positions: 1_000_000};

/** Other names for the same functions in transformers' `ACT2FN`. */
const ACTIVATION_ALIASES = new Map<string, ActivationName>([
  ['gelu_python', 'gelu'],
  ['gelu_fast', 'gelu_new'],
  ['gelu_accurate', 'gelu_new'],
  ['gelu_python_tanh', 'gelu_pytorch_tanh'],
]);

/** What a checkpoint's config.json says of its encoder, in one vocabulary for all architectures. */
export interface EncoderConfig {
  modelType: ModelType;
  vocabularySize: number;
  hiddenSize: number;
  layers: number;
  heads: number;
  intermediateSize: number;
  /** Rows of the position table. */
  positions: number;
  /** Row of the position table that the first token takes. */
  positionOffset: number;
  /** Rows of the token-type table, 0 where there is none. */
  tokenTypes: number;
  layerNormEpsilon: number;
  activation: ActivationName;
  /** Share of values set to 0 while training, from 0 to below 1. */
  hiddenDropout: number;
  attentionDropout: number;
  classifierDropout: number;
  /** Standard deviation of a new head's weights. */
  initializerRange: number;
  /** Labels by id of the checkpoint's own head; empty where it has none. */
  labels: string[];
  /** What the checkpoint's own head was trained for, where the file says so. */
  problemType: ProblemType | undefined;
}

/** Kinds of heads by the names of config.json. */
export const PROBLEM_TYPES = [
  'single_label_classification',
  'multi_label_classification',
  'regression',
] as const;
export type ProblemType = (typeof PROBLEM_TYPES)[number];

/** Tokens of the longest row the encoder can read, special tokens included. */
export function longestRow({positions, positionOffset}: EncoderConfig): number {
  return positions - positionOffset;
}

/** What is wrong where the longest row has so many tokens; empty where the encoder can read it. */
export function rowLengthProblems(tokens: number, config: EncoderConfig): Problem[] {
  const most = longestRow(config);
  if (tokens <= most) return [];
  const what = `a row has ${tokens} tokens, but the checkpoint's encoder has positions for ${most}`;
  return [{where: 'tokenize.maxLength', what, mend: `Set tokenize.maxLength to ${most} or less.`}];
}

/**
 * Reads the text of a checkpoint's config.json; `where` names it in failures. Throws StageError listing all
 * that is missing, of a wrong type or not supported.
 */
export function readEncoderConfig(json: string, where = 'config.json'): EncoderConfig {
  const raw = parsedObject(json, where);
  const modelType = raw.model_type as ModelType;
  const architecture = Object.hasOwn(architectures, modelType) ? architectures[modelType] : undefined;
  if (architecture === undefined)
    throw new StageError({
      where,
      what: `the architecture ${shownName(JSON.stringify(raw.model_type ?? null))} is not supported`,
      mend: `Use a checkpoint whose model_type is one of ${Object.keys(architectures).join(', ')}.`,
    });
  const fields = new ConfigFields(raw, where);
  const {keys} = architecture;
  const hiddenDropout = fields.share(keys.hiddenDropout, 0.1);
  const config: EncoderConfig = {
    modelType,
    vocabularySize: fields.count('vocab_size', {most: MOST.vocabulary}),
    hiddenSize: fields.count(keys.hiddenSize, {most: MOST.width}),
    layers: fields.count(keys.layers, {most: MOST.layers}),
    heads: fields.count(keys.heads, {most: MOST.heads}),
    intermediateSize: fields.count(keys.intermediateSize, {most: MOST.width}),
    positions: fields.count('max_position_embeddings', {most: MOST.positions}),
    positionOffset: 0,
    tokenTypes: architecture.names.tokenTypeEmbeddings
      ? fields.count('type_vocab_size', {most: MOST.positions})
      : 0,
    layerNormEpsilon: fields.positive('layer_norm_eps', 1e-12),
    activation: fields.activation(keys.activation),
    hiddenDropout,
    attentionDropout: fields.share(keys.attentionDropout, 0.1),
    classifierDropout: fields.share(keys.classifierDropout, architecture.classifierDropout ?? hiddenDropout),
    initializerRange: fields.positive('initializer_range', 0.02),
    labels: fields.labels('id2label'),
    problemType: fields.optionalOf('problem_type', PROBLEM_TYPES),
  };
  if (architecture.positionsFollowPadding)
    // Without a padding token the architecture's own, as in transformers.
    config.positionOffset =
      fields.count('pad_token_id', {least: 0, most: config.positions - 2, standard: 1}) + 1;
  fields.optionalOf('position_embedding_type', ['absolute']);
  // A decoder's tokens do not see those after them, and cross-attention asks for a second encoder.
  fields.optionalOf('is_decoder', [false]);
  fields.optionalOf('add_cross_attention', [false]);
  fields.requireMultiple(keys.hiddenSize, config.hiddenSize, keys.heads, config.heads);
  fields.throwIfWrong();
  return config;
}

function parsedObject(json: string, where: string): Record<string, unknown> {
  const mend = 'Download the file again.';
  try {
    const value = parseShallowJson(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    const foreign = foreignContent(Buffer.from(json.slice(0, 1024)));
    const what = foreign
      ? `the file is ${foreign.what}`
      : `the file is not JSON (${(cause as Error).message})`;
    throw new StageError({where, what, mend: foreign?.fix ?? mend}, {cause});
  }
  throw new StageError({where, what: 'the file holds no JSON object', mend});
}

/** Reads fields one by one and keeps what is wrong, so that one failure tells of all. */
class ConfigFields {
  readonly #raw: Record<string, unknown>;
  readonly #where: string;
  readonly #problems: string[] = [];

  constructor(raw: Record<string, unknown>, where: string) {
    this.#raw = raw;
    this.#where = where;
  }

  count(key: string, {least = 1, most, standard}: {least?: number; most: number; standard?: number}): number {
    const valid = (n: number) => Number.isInteger(n) && n >= least && n <= most;
    return this.#number(key, standard, `a whole number from ${least} to ${most}`, valid);
  }

  positive(key: string, standard: number): number {
    return this.#number(key, standard, 'a number above 0', (n) => n > 0);
  }

  share(key: string, standard: number): number {
    return this.#number(key, standard, 'a number from 0 to below 1', (n) => n >= 0 && n < 1);
  }

  /** A field that may be missing or null. */
  optionalOf<const T extends string | boolean>(key: string, allowed: readonly T[]): T | undefined {
    const value = (this.#raw[key] ?? undefined) as T | undefined;
    if (value !== undefined && !allowed.includes(value)) this.#problem(key, oneOfText(allowed));
    return value;
  }

  /** By any of its names, in whatever case; GELU where none is given, as in transformers. */
  activation(key: string): ActivationName {
    const given = this.#raw[key] ?? 'gelu';
    const name = typeof given === 'string' ? given.toLowerCase() : '';
    const known = ACTIVATION_ALIASES.get(name) ?? ACTIVATION_NAMES.find((activation) => activation === name);
    if (known === undefined) this.#problem(key, oneOfText(ACTIVATION_NAMES));
    return known ?? 'gelu';
  }

  /** Labels by id; empty where the field is missing. */
  labels(key: string): string[] {
    const byId = this.#raw[key] ?? {};
    const ids = typeof byId === 'object' ? Object.keys(byId) : [];
    const labels = Object.values(byId);
    const isText = labels.every((label) => ['string', 'number', 'boolean'].includes(typeof label));
    if (typeof byId === 'object' && isText && ids.every((id, index) => id === String(index)))
      return labels.map(String);
    this.#problem(key, 'an object of texts whose keys are the ids 0, 1, 2 and so on, without a gap');
    return [];
  }

  requireMultiple(key: string, value: number, ofKey: string, of: number): void {
    if (value % of > 0) this.#problem(key, `a multiple of ${ofKey} (${of})`);
  }

  throwIfWrong(): void {
    if (this.#problems.length === 0) return;
    const mend = 'Use a checkpoint that the encoder supports.';
    throw new StageError(this.#problems.map((what) => ({where: this.#where, what, mend})));
  }

  #number(
    key: string,
    standard: number | undefined,
    expected: string,
    valid: (value: number) => boolean,
  ): number {
    const value = this.#raw[key] ?? standard;
    if (typeof value === 'number' && valid(value)) return value;
    this.#problem(key, expected);
    return 1;
  }

  #problem(key: string, expected: string): void {
    const given = JSON.stringify(this.#raw[key]) ?? 'missing';
    this.#problems.push(`${key} is ${shownName(given)}, but must be ${expected}`);
  }
}

function oneOfText(allowed: readonly (string | boolean)[]): string {
  return allowed.length === 1 ? String(allowed[0]) : `one of ${allowed.join(', ')}`;
}
