"""Writes scipy-sobol.json: points of SciPy's Sobol sequence without scrambling (pip install scipy)."""
import json
import pathlib

from scipy.stats import qmc

DIMENSIONS = 21
points = qmc.Sobol(DIMENSIONS, scramble=False, bits=30).random(64)
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"dimensions": DIMENSIONS, "points": points.tolist()}) + "\n")
