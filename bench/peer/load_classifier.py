"""Loads a classifier's folder with transformers and compares its tensors with those of another, bit for bit."""
import sys

import torch
import transformers
from transformers import AutoModelForSequenceClassification

written, original = sys.argv[1:]
model, loading = AutoModelForSequenceClassification.from_pretrained(written, output_loading_info=True)
expected = AutoModelForSequenceClassification.from_pretrained(original).state_dict()
state = model.state_dict()
equal = state.keys() == expected.keys() and all(torch.equal(state[name], expected[name]) for name in state)
unread = {reason: len(names) for reason, names in loading.items()}
print(f"transformers {transformers.__version__}: {len(state)} tensors, equal: {equal}, {unread}")
sys.exit(0 if equal and not any(unread.values()) else 1)
