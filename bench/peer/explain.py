"""The tutorial's explanations in Python (shap on a transformers pipeline), for side-by-side runs.

  python explain.py --checkpoint DIR --model DIR --texts FILE [--max_evals N]

--checkpoint holds a pretrained model, --model what training changed (model.safetensors) and classifier.json with
the labels; FILE is a JSON list of texts. Prints one JSON line at the end: seconds of loading and of explaining,
and for each text its values [token][label] and base values.
Needs: torch transformers shap (see requirements.txt).
"""
import argparse, json, os, time
started = time.time()
ap = argparse.ArgumentParser()
for name in ("checkpoint", "model", "texts"): ap.add_argument("--" + name, required=True)
ap.add_argument("--max_evals", type=int, default=500)
a = ap.parse_args()
os.environ["HF_HUB_OFFLINE"] = "1"
import shap
from safetensors.torch import load_file
from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

labels = json.load(open(f"{a.model}/classifier.json"))["labels"]
texts = json.load(open(a.texts))
tokenizer = AutoTokenizer.from_pretrained(a.checkpoint)
model = AutoModelForSequenceClassification.from_pretrained(
    a.checkpoint, num_labels=len(labels), id2label=dict(enumerate(labels)), label2id={l: i for i, l in enumerate(labels)})
unexpected = model.load_state_dict(load_file(f"{a.model}/model.safetensors"), strict=False).unexpected_keys
assert not unexpected, unexpected
model.eval()
classify = pipeline("text-classification", model=model, tokenizer=tokenizer, top_k=None)
loaded = time.time()
explained = shap.Explainer(classify)(texts, max_evals=a.max_evals)
done = time.time()
order = [list(explained.output_names).index(label) for label in labels]
print(json.dumps({
    "load_s": round(loaded - started, 2), "explain_s": round(done - loaded, 2),
    "values": [explained.values[i][:, order].tolist() for i in range(len(texts))],
    "base_values": [explained.base_values[i][order].tolist() for i in range(len(texts))]}))
