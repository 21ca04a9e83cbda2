"""scikit-learn on raw pixels: logistic regression, a perceptron of 256 units, a support vector machine on 100 components.

  python raw_pixels.py train.bin test.bin   each: JSON of {rows, values} and labels in a first line, then bytes
"""

import json
import sys
import time

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def read(path):
    with open(path, "rb") as file:
        head = json.loads(file.readline())
        values = np.frombuffer(file.read(), dtype=np.uint8)
    return values.reshape(len(head["labels"]), -1) / 255.0, np.array(head["labels"])


x, y = read(sys.argv[1])
x_test, y_test = read(sys.argv[2])
models = {
    "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(C=0.001, max_iter=500)),
    "perceptron": MLPClassifier((256,), alpha=1e-2, early_stopping=True, random_state=0),
    "support vector machine": make_pipeline(PCA(100, whiten=False, random_state=0), SVC(C=10, gamma="scale")),
}
for name, model in models.items():
    began = time.process_time()
    model.fit(x, y)
    score = float(model.score(x_test, y_test))
    print(json.dumps({"model": name, "test": score, "seconds": time.process_time() - began}))
