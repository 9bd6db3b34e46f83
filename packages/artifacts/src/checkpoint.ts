import {artifactKind} from '@retune/stage';

/** A pretrained model as Hugging Face lays it out. */
export const checkpoint = artifactKind({
  kind: 'checkpoint',
  doc: 'A pretrained encoder: configuration, weights and tokenizer',
  files: {
    config: {path: 'config.json', doc: 'architecture and sizes'},
    weights: {path: 'model.safetensors', doc: 'tensors by name'},
    tokenizer: {path: 'tokenizer.json', doc: 'the whole fast tokenizer'},
  },
});
