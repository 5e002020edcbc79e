"""One inline lmfit fit of a two-Lorentzian ODMR spectrum, as acquisition programs do it per pixel; prints the median milliseconds of several."""
import statistics
import sys
import time

import numpy as np
from lmfit import Model, Parameters

POINTS, FITS = int(sys.argv[1]), int(sys.argv[2])


def dips(x, offset, c1, w1, a1, c2, w2, a2):
    return offset * (1 - a1 / (1 + (2 * (x - c1) / w1) ** 2) - a2 / (1 + (2 * (x - c2) / w2) ** 2))


rng = np.random.default_rng(1)
x = np.linspace(2820.0, 2920.0, POINTS)
milliseconds = []
for _ in range(FITS):
    truth = dict(offset=3000.0, c1=2850 + rng.uniform(-5, 5), w1=6.0, a1=0.15, c2=2890 + rng.uniform(-5, 5), w2=6.0, a2=0.15)
    y = rng.poisson(dips(x, **truth)).astype(float)
    parameters = Parameters()
    for name, value in dict(offset=3000.0, c1=2850.0, w1=6.5, a1=0.14, c2=2890.0, w2=6.5, a2=0.14).items():
        parameters.add(name, value=value)
    start = time.perf_counter()
    Model(dips).fit(y, parameters, x=x, weights=1 / np.sqrt(np.maximum(y, 1)))
    milliseconds.append(1e3 * (time.perf_counter() - start))
print(statistics.median(milliseconds))
