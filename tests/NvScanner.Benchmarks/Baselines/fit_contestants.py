"""Processor seconds per two-Lorentzian fit (7 parameters) of given spectra by curve_fit with its analytic Jacobian or by lmfit; start values are ready-made.

Arguments: curve_fit or lmfit, a file of doubles (rows of 6 start values c1 w1 a1 c2 w2 a2 in MHz, then the counts), points, spectra."""
import sys
import time

import lmfit
import numpy as np
from scipy.optimize import curve_fit

KIND, FILE, POINTS, SPECTRA = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def dips(f, b, c1, w1, a1, c2, w2, a2):
    return b * (1 - a1 / (1 + (2 * (f - c1) / w1) ** 2) - a2 / (1 + (2 * (f - c2) / w2) ** 2))


def jacobian(f, b, c1, w1, a1, c2, w2, a2):
    rows = np.empty((f.size, 7))
    rows[:, 0] = dips(f, 1, c1, w1, a1, c2, w2, a2)
    for k, (c, w, a) in enumerate(((c1, w1, a1), (c2, w2, a2))):
        u = 2 * (f - c) / w
        line = 1 / (1 + u * u)
        slope = b * a * line * line
        rows[:, 1 + 3 * k] = -slope * 4 * u / w
        rows[:, 2 + 3 * k] = -slope * 2 * u * u / w
        rows[:, 3 + 3 * k] = -b * line
    return rows


f = np.linspace(2820.0, 2920.0, POINTS)
rows = np.fromfile(FILE, float, SPECTRA * (6 + POINTS)).reshape(SPECTRA, 6 + POINTS)
model = lmfit.Model(dips, independent_vars=["f"])
names = ("b", "c1", "w1", "a1", "c2", "w2", "a2")
begin = time.process_time()
for row in rows:
    start = np.concatenate(([row[6:].max()], row[:6]))
    if KIND == "curve_fit":
        curve_fit(dips, f, row[6:], start, jac=jacobian)
    else:
        model.fit(row[6:], f=f, **dict(zip(names, start)))
print((time.process_time() - begin) / SPECTRA)
