"""Writes mpmath-elementary.json: elementary functions by 400 digits (pip install mpmath).

Each row has what is asked, the number nearest to the value, and what that lacks of it in units of its last place.
"""
import json
import math
import pathlib
import random

from mpmath import mp, mpf

mp.prec = 1400
random.seed(7)


def spread(low, high, count):
    return [random.choice([-1, 1]) * 10 ** random.uniform(low, high) for _ in range(count)]


def rows(function, asked):
    found = []
    for own in asked:
        exact = function(*[mpf(value) for value in own])
        near = float(exact)
        if not math.isfinite(near) or near == 0:
            continue
        lacking = float((exact - mpf(near)) / mpf(math.ulp(near)))
        found.append([*own, near, round(lacking, 4)])
    return found


def one(values):
    return [[value] for value in values]


positive = [abs(value) for value in spread(-300, 300, 60) + spread(-2, 2, 120)]
near_one = [1 + value for value in spread(-15, -1, 60)]
shares = [random.random() for _ in range(60)]
angles = spread(-8, 1, 120) + spread(1, 5, 100) + spread(5, 300, 60) + [k * math.pi / 2 for k in range(1, 60)] + [6381956970095103 * 2.0**797]
whole = [[a, b] for a in [2, 3, 7, 10, 0.5, 1.5] for b in [-7, -3, 3, 4, 11, 21]]
powers = (
    [[abs(value), other] for value, other in zip(spread(-3, 3, 150), spread(-3, 2, 150))]
    + [[value, other] for value, other in zip(shares, spread(-2, 1, 60))]
    + [[value, other] for value, other in zip(near_one, spread(1, 15, 60))]
    + [[value, other] for value, other in zip(positive[:60], spread(-2, 0.3, 60))]
)
points = [[y, x] for y, x in zip(spread(-3, 3, 200), spread(-3, 3, 200))] + [[y, 1.0] for y in spread(-8, 8, 60)]
hard = [5e-324, 1e-310, 2.2250738585072014e-308, 1.7976931348623157e308]

values = {
    "exp": rows(mp.exp, one(spread(-10, 2.8, 250) + [709.7, 709.78271289338, -700, -708.3, -709.5, -740.1, -745.1])),
    "expm1": rows(mp.expm1, one(spread(-12, 2.8, 250))),
    "log": rows(mp.log, one(positive + near_one + shares + hard)),
    "log1p": rows(mp.log1p, one([value for value in spread(-12, 6, 300) if value > -1] + shares)),
    "tanh": rows(mp.tanh, one(spread(-10, 1.5, 250))),
    "cos": rows(mp.cos, one(angles)),
    "sin": rows(mp.sin, one(angles)),
    "pow": rows(mp.power, powers + whole),
    "atan2": rows(mp.atan2, points),
    "asin": rows(mp.asin, one(shares + [value for value in spread(-8, 0, 100)])),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(values) + "\n")
