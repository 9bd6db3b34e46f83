/** Encoders that differ by their record here alone. */
export type ModelType = 'bert' | 'distilbert' | 'roberta' | 'xlm-roberta';

/** How an architecture differs from its siblings. Names are those of the checkpoint's tensors. */
export interface Architecture {
  /** What the encoder's tensors are prefixed with in a classifier's checkpoint; a bare encoder's have none. */
  prefix: string;
  /** Keys of config.json. */
  keys: {
    hiddenSize: string;
    layers: string;
    heads: string;
    intermediateSize: string;
    activation: string;
    hiddenDropout: string;
    attentionDropout: string;
    classifierDropout: string;
  };
  /** Dropout before the classifier where config.json gives none; the hidden dropout if absent here too. */
  classifierDropout?: number;
  /** Positions count from the padding token's id + 1, as in fairseq. */
  positionsFollowPadding: boolean;
  /** Dropout on the attention's output, before it is added to its input. */
  dropoutAfterAttention: boolean;
  names: {
    tokenTypeEmbeddings?: string;
    /** Before the layer's place. */
    layer: string;
    query: string;
    key: string;
    value: string;
    attentionOutput: string;
    attentionNorm: string;
    intermediate: string;
    output: string;
    outputNorm: string;
  };
  /** From the first token's hidden state: dense, activation, dropout, output. */
  head: {
    dense: string;
    /** The dense part belongs to the encoder, so it is pretrained, and frozen where the embeddings are. */
    denseInEncoder: boolean;
    activation: 'relu' | 'tanh';
    dropoutBeforeDense: boolean;
    output: string;
  };
}

const bert: Architecture = {
  prefix: 'bert.',
  keys: {
    hiddenSize: 'hidden_size',
    layers: 'num_hidden_layers',
    heads: 'num_attention_heads',
    intermediateSize: 'intermediate_size',
    activation: 'hidden_act',
    hiddenDropout: 'hidden_dropout_prob',
    attentionDropout: 'attention_probs_dropout_prob',
    classifierDropout: 'classifier_dropout',
  },
  positionsFollowPadding: false,
  dropoutAfterAttention: true,
  names: {
    tokenTypeEmbeddings: 'embeddings.token_type_embeddings',
    layer: 'encoder.layer.',
    query: 'attention.self.query',
    key: 'attention.self.key',
    value: 'attention.self.value',
    attentionOutput: 'attention.output.dense',
    attentionNorm: 'attention.output.LayerNorm',
    intermediate: 'intermediate.dense',
    output: 'output.dense',
    outputNorm: 'output.LayerNorm',
  },
  head: {
    dense: 'bert.pooler.dense',
    denseInEncoder: true,
    activation: 'tanh',
    dropoutBeforeDense: false,
    output: 'classifier',
  },
};

const distilbert: Architecture = {
  prefix: 'distilbert.',
  keys: {
    hiddenSize: 'dim',
    layers: 'n_layers',
    heads: 'n_heads',
    intermediateSize: 'hidden_dim',
    activation: 'activation',
    hiddenDropout: 'dropout',
    attentionDropout: 'attention_dropout',
    classifierDropout: 'seq_classif_dropout',
  },
  classifierDropout: 0.2,
  positionsFollowPadding: false,
  dropoutAfterAttention: false,
  names: {
    layer: 'transformer.layer.',
    query: 'attention.q_lin',
    key: 'attention.k_lin',
    value: 'attention.v_lin',
    attentionOutput: 'attention.out_lin',
    attentionNorm: 'sa_layer_norm',
    intermediate: 'ffn.lin1',
    output: 'ffn.lin2',
    outputNorm: 'output_layer_norm',
  },
  head: {
    dense: 'pre_classifier',
    denseInEncoder: false,
    activation: 'relu',
    dropoutBeforeDense: false,
    output: 'classifier',
  },
};

const roberta: Architecture = {
  ...bert,
  prefix: 'roberta.',
  positionsFollowPadding: true,
  head: {
    dense: 'classifier.dense',
    denseInEncoder: false,
    activation: 'tanh',
    dropoutBeforeDense: true,
    output: 'classifier.out_proj',
  },
};

/** By `model_type` of config.json. */
export const architectures: Record<ModelType, Architecture> = {
  bert,
  distilbert,
  roberta,
  'xlm-roberta': roberta,
};
