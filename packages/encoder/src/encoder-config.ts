import {type Problem, StageError} from '@retune/stage';
import {architectures, type ModelType} from './architectures.js';

/** Activation functions by the names of config.json. */
export const ACTIVATION_NAMES = ['gelu', 'gelu_new', 'gelu_pytorch_tanh', 'relu', 'tanh'] as const;
export type ActivationName = (typeof ACTIVATION_NAMES)[number];

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
}

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
      what: `the architecture ${JSON.stringify(raw.model_type ?? null)} is not supported`,
      mend: `Use a checkpoint whose model_type is one of ${Object.keys(architectures).join(', ')}.`,
    });
  const fields = new ConfigFields(raw, where);
  const {keys} = architecture;
  const hiddenDropout = fields.share(keys.hiddenDropout, 0.1);
  const config: EncoderConfig = {
    modelType,
    vocabularySize: fields.count('vocab_size'),
    hiddenSize: fields.count(keys.hiddenSize),
    layers: fields.count(keys.layers),
    heads: fields.count(keys.heads),
    intermediateSize: fields.count(keys.intermediateSize),
    positions: fields.count('max_position_embeddings'),
    positionOffset: architecture.positionsFollowPadding ? fields.count('pad_token_id', 0) + 1 : 0,
    tokenTypes: architecture.names.tokenTypeEmbeddings ? fields.count('type_vocab_size') : 0,
    layerNormEpsilon: fields.positive('layer_norm_eps', 1e-12),
    activation: fields.oneOf(keys.activation, ACTIVATION_NAMES),
    hiddenDropout,
    attentionDropout: fields.share(keys.attentionDropout, 0.1),
    classifierDropout: fields.share(keys.classifierDropout, architecture.classifierDropout ?? hiddenDropout),
    initializerRange: fields.positive('initializer_range', 0.02),
    labels: fields.labels('id2label'),
  };
  if (raw.position_embedding_type !== undefined) fields.oneOf('position_embedding_type', ['absolute']);
  fields.requireMultiple(keys.hiddenSize, config.hiddenSize, keys.heads, config.heads);
  fields.throwIfWrong();
  return config;
}

function parsedObject(json: string, where: string): Record<string, unknown> {
  const mend = 'Bring the checkpoint anew.';
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new StageError({where, what: 'the file is not JSON', mend}, {cause});
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

  count(key: string, least = 1): number {
    return this.#number(
      key,
      undefined,
      `a whole number from ${least}`,
      (n) => Number.isInteger(n) && n >= least,
    );
  }

  positive(key: string, standard: number): number {
    return this.#number(key, standard, 'a number above 0', (n) => n > 0);
  }

  share(key: string, standard: number): number {
    return this.#number(key, standard, 'a number from 0 to below 1', (n) => n >= 0 && n < 1);
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[]): T {
    const value = this.#raw[key] as T;
    if (!allowed.includes(value)) this.#problem(key, `one of ${allowed.join(', ')}`);
    return value;
  }

  /** Labels by id; empty where the field is missing. */
  labels(key: string): string[] {
    const byId = this.#raw[key] ?? {};
    const labels = typeof byId === 'object' ? Object.values(byId) : undefined;
    const ids = Object.keys(byId);
    if (labels !== undefined && ids.every((id, place) => id === String(place))) return labels.map(String);
    this.#problem(key, 'an object whose keys are the ids 0, 1, 2 and so on, without a gap');
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
    this.#problems.push(`${key} is ${JSON.stringify(this.#raw[key]) ?? 'missing'}, but must be ${expected}`);
  }
}
