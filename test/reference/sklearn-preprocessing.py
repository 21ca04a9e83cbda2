"""Writes sklearn-preprocessing.json: a small table imputed, scaled and one-hot encoded by scikit-learn."""
import json
import pathlib

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

numbers = np.array([[1.0], [np.nan], [4.5], [-2.0], [8.0], [np.nan], [3.0], [100.0]])
levels = np.array([["b"], ["a"], ["b"], ["c"], ["a"], ["b"], ["c"], ["a"]])
later = np.array([[np.nan], [0.5], [50.0]])

imputer = SimpleImputer(strategy="median", add_indicator=True).fit(numbers)
scaler = StandardScaler().fit(imputer.transform(numbers)[:, :1])


def prepared(values):
    filled = imputer.transform(values)
    return np.hstack([scaler.transform(filled[:, :1]), filled[:, 1:]]).tolist()


encoder = OneHotEncoder(sparse_output=False).fit(levels)
reference = {
    "numbers": [None if np.isnan(v) else v for v in numbers[:, 0]],
    "later": [None if np.isnan(v) else v for v in later[:, 0]],
    "levels": levels[:, 0].tolist(),
    "prepared": prepared(numbers),
    "preparedLater": prepared(later),
    "oneHot": encoder.transform(levels).tolist(),
}
path = pathlib.Path(__file__).with_name("sklearn-preprocessing.json")
path.write_text(json.dumps(reference, indent=1) + "\n")
