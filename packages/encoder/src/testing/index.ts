export {featuresTable} from './features-table.js';
export {
  GOLDEN_MODELS,
  type Golden,
  type GoldenTraining,
  goldenPath,
  goldenSource,
  readGolden,
  unpaddedInputIds,
} from './golden.js';
export {largestDifference} from './largest-difference.js';
export {type TokenRow, tokensTable} from './tokens-table.js';
