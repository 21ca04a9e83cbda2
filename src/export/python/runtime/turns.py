"""Sine and cosine with the last digits that autofit has: a quantile tells apart what differs there."""

import numpy as np

_SINE = (-0.16666666666666666, 0.008333333333330887, -0.0001984126983666588)
_SINE += (2.755731605459391e-6, -2.5051121875169608e-8, 1.5917412836707387e-10)
_COSINE = (0.041666666666666664, -0.0013888888888887359, 2.48015872987077e-5)
_COSINE += (-2.755731724172776e-7, 2.0876140031390975e-9, -1.138218421447753e-11)
# Half of pi in pieces, of which the first two times a whole number are exact.
_PIECES = (1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21)
# Adding it and taking it away again rounds to a whole number.
_ROUNDING = 6755399441055744.0


def sine(x):
    """The sine of at most 100,000 radians on either side; NaN of NaN."""
    return _of_turns(x, 0)


def cosine(x):
    """The cosine of at most 100,000 radians on either side; NaN of NaN."""
    return _of_turns(x, 1)


def _of_turns(x, more):
    turns = x * (2 / np.pi) + _ROUNDING - _ROUNDING
    first = x - turns * _PIECES[0]
    taken = turns * _PIECES[1]
    left = first - taken
    lost = first - (left - (left - first)) - (taken + (left - first))
    low = lost - turns * _PIECES[2]
    r = np.where(turns == 0, x, left + low)
    rest = np.where(turns == 0, 0.0, left - (left + low) + low)
    quarter = (np.nan_to_num(turns).astype(np.int64) + more) & 3
    value = np.where((quarter & 1) == 0, _near_sine(r, rest), _near_cosine(r, rest))
    return np.where((quarter & 2) == 0, value, -value)


def _near_sine(r, rest):
    s0, s1, s2, s3, s4, s5 = _SINE
    z = r * r
    cube = z * r
    upper = s1 + z * (s2 + z * (s3 + z * (s4 + z * s5)))
    return r - (z * (0.5 * rest - cube * upper) - rest - cube * s0)


def _near_cosine(r, rest):
    c0, c1, c2, c3, c4, c5 = _COSINE
    z = r * r
    half = 0.5 * z
    first = 1 - half
    upper = z * z * (c0 + z * (c1 + z * (c2 + z * (c3 + z * (c4 + z * c5)))))
    return first + (1 - first - half + (upper - r * rest))
