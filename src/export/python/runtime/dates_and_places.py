"""Numbers that are made of times and of places on the earth."""

import numpy as np

from .turns import cosine, sine

_DAY = 86_400_000
_LAST_TIME = 8.64e15
_PERIODS = {"month": 12, "day of year": 365.25, "day": 31, "weekday": 7, "hour": 24}
_RADIUS = 6371


def datetime_columns(fitted, values):
    """The parts of times in milliseconds since 1970, in UTC; NaN where there is none."""
    columns = []
    calendar = _calendar_of(values)
    for name in fitted["parts"]:
        if name == "elapsed":
            part = (calendar["time"] - fitted["start"]) / _DAY
        else:
            part = np.where(calendar["known"], calendar[name], np.nan)
        if fitted["cyclic"] and name in _PERIODS:
            turns = 2 * np.pi * part / _PERIODS[name]
            columns.extend([sine(turns), cosine(turns)])
        else:
            columns.append(part)
    return columns


def _calendar_of(values):
    """What calendar and clock say of each time."""
    known = np.abs(values) <= _LAST_TIME
    time = np.where(known, np.trunc(np.where(known, values, 0)), np.nan)
    at = np.where(known, time, 0).astype(np.int64)
    days = at // _DAY
    dates = days.astype("datetime64[D]")
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    months = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    weekday = (days + 4) % 7
    minutes = (at - days * _DAY) // 60_000
    thursday = days + 4 - np.where(weekday == 0, 7, weekday)
    return {
        "known": known,
        "time": time,
        "year": years,
        "quarter": (months - 1) // 3 + 1,
        "month": months,
        "week": -(-_day_of_year(thursday) // 7),
        "day of year": _day_of_year(days),
        "day": (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1,
        "weekday": weekday,
        "weekend": (weekday == 0) | (weekday == 6),
        "hour": minutes // 60 + (minutes % 60) / 60,
    }


def _day_of_year(days):
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    # As JavaScript has it: the first day of the years 0 to 99 is that of 1900 to 1999.
    meant = np.where((years >= 0) & (years < 100), years + 1900, years)
    first = (meant - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return days - first + 1


def days_between(starts, ends):
    """Days from one time to the other, row by row."""
    return (ends - starts) / _DAY


def place_columns(fitted, latitude, longitude):
    """Kilometres along turned axes, and distances to the centres that were learned."""
    columns = []
    north, east = fitted["middle"]
    if fitted["features"] in ("rotated", "all"):
        degree = _RADIUS * np.pi / 180
        away = longitude - east
        x = degree * cosine(north * np.pi / 180) * (away - 360 * np.floor(away / 360 + 0.5))
        y = degree * (latitude - north)
        for turn in (30, 45, 60):
            cos, sin = cosine(turn * np.pi / 180), sine(turn * np.pi / 180)
            columns.extend([cos * x + sin * y, cos * y - sin * x])
    points = _points_of(latitude, longitude)
    for centre in fitted["centres"]:
        own = _points_of(np.float64(centre[0]), np.float64(centre[1]))
        squared = sum((a - b) ** 2 for a, b in zip(points, own))
        columns.append(2 * _RADIUS * np.arcsin(np.minimum(1, np.sqrt(squared) / 2)))
    return columns


def _points_of(latitude, longitude):
    north, east = latitude * np.pi / 180, longitude * np.pi / 180
    return cosine(north) * cosine(east), cosine(north) * sine(east), sine(north)
