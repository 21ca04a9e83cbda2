"""Weights of the words and runs of characters of texts, by scikit-learn's TfidfVectorizer: seconds, and memory in MB.

    python tfidf_peer.py texts.json      a JSON list of texts
"""

import json
import resource
import sys
import time

from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = most()
began = time.perf_counter()
words = TfidfVectorizer(ngram_range=(1, 2), max_features=2000, min_df=2, token_pattern=r"(?u)\b\w+\b")
runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), max_features=2000, min_df=2)
matrix = hstack([words.fit_transform(texts), runs.fit_transform(texts)], format="csr")
seconds = time.perf_counter() - began
print(json.dumps({"seconds": seconds, "megabytes": most() - before, "entries": int(matrix.nnz)}))
