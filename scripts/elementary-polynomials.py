"""Prints the polynomials of src/util/elementary, near those of least error (Chebyshev): pip install mpmath.

Coefficients ascend; before them is how far the polynomial is off at most.
"""
from mpmath import chebyfit, factorial, mp, mpf, nstr

mp.prec = 250


def show(name, terms, high, count):
    polynomial, error = chebyfit(lambda z: sum(terms(k) * z**k for k in range(300)), [0, mpf(high)], count, error=True)
    print(name, nstr(error, 3), [float(coefficient) for coefficient in polynomial[::-1]])


show("log.ts, L(s²)", lambda k: mpf(2) / (2 * k + 3), "0.02975", 7)
show("pow.ts, R(s²)", lambda k: mpf(3) / (2 * k + 5), "0.02975", 7)
show("cos-sin.ts, S(r²)", lambda k: (-1) ** (k + 1) / factorial(2 * k + 3), "0.62", 6)
show("cos-sin.ts, C(r²)", lambda k: (-1) ** k / factorial(2 * k + 4), "0.62", 6)
show("atan2.ts, A(u²)", lambda k: mpf(-1) ** (k + 1) / (2 * k + 3), "0.1718", 11)
