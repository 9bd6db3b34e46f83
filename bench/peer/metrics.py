"""The metrics of bench/metrics.mjs by scikit-learn: metrics.py FOLDER CLASSES"""
import json, sys, time
import numpy as np
from sklearn import metrics as m

folder, classes = sys.argv[1], int(sys.argv[2])
labels = np.fromfile(f'{folder}/labels.bin', np.int32)
logits = np.fromfile(f'{folder}/logits.bin', np.float32).reshape(-1, classes).astype(np.float64)
start = time.time()
e = np.exp(logits - logits.max(1, keepdims=True))
p = e / e.sum(1, keepdims=True)
predicted = p.argmax(1)
accuracy = m.accuracy_score(labels, predicted)
m.balanced_accuracy_score(labels, predicted)
for average in ('weighted', 'macro', 'micro'):
    m.precision_recall_fscore_support(labels, predicted, average=average)
m.precision_recall_fscore_support(labels, predicted)
m.confusion_matrix(labels, predicted)
for c in range(classes):
    m.roc_auc_score(labels == c, p[:, c])
    m.average_precision_score(labels == c, p[:, c])
m.log_loss(labels, p)
m.matthews_corrcoef(labels, predicted)
m.cohen_kappa_score(labels, predicted)
for k in (2, 3):
    m.top_k_accuracy_score(labels, p, k=k)
print(json.dumps({'accuracy': accuracy, 'seconds': time.time() - start}))
