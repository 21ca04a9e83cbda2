"""pandas + scikit-learn on the same files: `fit` writes a pipeline, `predict` predicts a CSV with it, whole or in chunks."""
import argparse
import sys

import joblib
import pandas as pd

parser = argparse.ArgumentParser()
parser.add_argument("what", choices=["fit", "predict"])
parser.add_argument("model")
parser.add_argument("data")
parser.add_argument("out", nargs="?")
parser.add_argument("--kind", choices=["trees", "linear"])
parser.add_argument("--rounds", type=int)
parser.add_argument("--leaves", type=int)
parser.add_argument("--chunk", type=int)
told = parser.parse_args()

LABEL = "y"


def fit():
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    data = pd.read_csv(told.data)
    x = data.drop(columns=[LABEL, "id"])
    levels = [name for name in x if x[name].dtype == object]
    numbers = [name for name in x if name not in levels]
    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=told.kind == "linear")
    scaled = StandardScaler() if told.kind == "linear" else "passthrough"
    columns = ColumnTransformer([("levels", one_hot, levels), ("numbers", scaled, numbers)])
    model = (
        LogisticRegression(max_iter=1000)
        if told.kind == "linear"
        else HistGradientBoostingClassifier(
            max_iter=told.rounds, max_leaf_nodes=told.leaves, max_depth=12, early_stopping=False
        )
    )
    pipeline = make_pipeline(columns, model).fit(x, data[LABEL])
    joblib.dump((pipeline, list(x)), told.model)


def predict():
    pipeline, names = joblib.load(told.model)
    chunks = pd.read_csv(told.data, chunksize=told.chunk) if told.chunk else [pd.read_csv(told.data)]
    for i, chunk in enumerate(chunks):
        chances = pipeline.predict_proba(chunk[names])
        found = pd.DataFrame({"id": chunk["id"], LABEL: pipeline.classes_[chances.argmax(axis=1)]})
        for code, name in enumerate(pipeline.classes_):
            found[f"proba_{name}"] = chances[:, code]
        found.to_csv(told.out, index=False, header=i == 0, mode="w" if i == 0 else "a")


fit() if told.what == "fit" else predict()
sys.exit(0)
