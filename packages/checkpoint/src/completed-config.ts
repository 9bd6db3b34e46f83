import {parseShallowJson} from '@retune/encoder/shallow-json';
import type {TokenizerJson} from './tokenizer-json.js';

/** What was added to a config.json. */
export interface CompletedConfig {
  text: string;
  padTokenId: number;
}

/** Their positions count from the padding token's id, so that a wrong one shifts every row. */
const COUNT_FROM_PADDING = ['roberta', 'xlm-roberta'];
const PADDING_TOKENS = ['<pad>', '[PAD]'];

/**
 * The text of a config.json with the padding token's id that only the tokenizer names; undefined where nothing is
 * to be added. The text must be that of a JSON object.
 */
export function completedConfig(configText: string, tokenizer: TokenizerJson): CompletedConfig | undefined {
  const config = parseShallowJson(configText) as Record<string, unknown>;
  if (!COUNT_FROM_PADDING.includes(config.model_type as string)) return undefined;
  if ((config.pad_token_id ?? undefined) !== undefined) return undefined;
  const padTokenId = paddingId(tokenizer);
  if (padTokenId === undefined) return undefined;
  const text = `${JSON.stringify({...config, pad_token_id: padTokenId}, null, 2)}\n`;
  return {text, padTokenId};
}

/** The padding token's id by what a tokenizer.json says of padding, of added tokens, or of its vocabulary. */
function paddingId({padding, added_tokens: added, model}: TokenizerJson): number | undefined {
  const vocabulary = model?.vocab;
  const ids = [
    padding?.pad_id,
    ...PADDING_TOKENS.flatMap((token) => [
      Array.isArray(added) ? added.find(({content}) => content === token)?.id : undefined,
      Array.isArray(vocabulary)
        ? vocabulary.findIndex((entry) => entry?.[0] === token)
        : Object.entries(vocabulary ?? {}).find(([name]) => name === token)?.[1],
    ]),
  ];
  return ids.find((id): id is number => Number.isInteger(id) && (id as number) >= 0);
}
