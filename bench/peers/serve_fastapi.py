"""A peer of bench/serve.ts: one row by FastAPI and scikit-learn. Arguments: a port and how many processes; the rest is in the environment."""

import os
import sys

import uvicorn

if __name__ == "__main__":
    port, workers = int(sys.argv[1]), int(sys.argv[2])
    sys.path.insert(0, os.path.dirname(__file__))
    # On a busy machine, loading takes longer than the five seconds after which it would be killed.
    uvicorn.run(
        "serve_fastapi:app",
        port=port,
        workers=workers,
        log_level="error",
        timeout_worker_healthcheck=120,
    )
    sys.exit()

import pandas as pd
from fastapi import FastAPI
from pydantic import create_model
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

TRAIN, MODEL = os.environ["SERVE_TRAIN"], os.environ["SERVE_MODEL"]


def fitted(table):
    rows = table.drop(columns="y")
    levels = [name for name in rows if name.startswith("c")]
    numbers = [name for name in rows if name.startswith("n")]
    if MODEL == "linear":
        columns = make_column_transformer(
            (StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), levels)
        )
        return make_pipeline(columns, Ridge()).fit(rows, table.y)
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    columns = make_column_transformer(("passthrough", numbers), (encoder, levels))
    boosted = HistGradientBoostingRegressor(max_iter=100, early_stopping=False)
    return make_pipeline(columns, boosted).fit(rows, table.y)


table = pd.read_csv(TRAIN)
model = fitted(table)
fields = {name: (float if name.startswith("n") else str, ...) for name in table if name != "y"}
Row = create_model("Row", **fields)
app = FastAPI()


# Not `async`: predictions run in its pool of threads, as FastAPI advises for work of the processor.
@app.post("/predict")
def predict(row: Row):
    value = model.predict(pd.DataFrame([row.model_dump()]))[0]
    return {"predictions": [{"value": float(value)}]}


@app.get("/health")
def health():
    return {"status": "ok"}
