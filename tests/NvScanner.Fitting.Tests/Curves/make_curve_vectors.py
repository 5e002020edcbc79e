#!/usr/bin/env python3
"""Writes curve_vectors.json: noisy pulsed curves with the fits of scipy, started at the truth.

Weighted and unweighted values: scipy.optimize.curve_fit. Counts: the maximum of the Poisson likelihood, found by curve_fit with
weights 1/mu of its own last solution, repeated until nothing moves; errors from the Fisher information of that solution.
Usage: python3 make_curve_vectors.py > curve_vectors.json
"""
import json
import sys

import numpy as np
from scipy.optimize import curve_fit

A14, A15 = 2.16e6, 3.03e6


def decay(t, T, n):
    return np.exp(-(t / T) ** n)


def tones(t, f, phase, offsets):
    return np.mean([np.cos(2 * np.pi * (f + o) * t + phase) for o in offsets], axis=0)


MODELS = {
    # name, names of the fitted parameters, function
    "rabi": (["offset", "amplitude", "frequency", "decay-time"],
             lambda t, c, a, f, T: c + a * decay(t, T, 1) * tones(t, f, 0, [0])),
    "rabi+phase": (["offset", "amplitude", "frequency", "phase", "decay-time"],
                   lambda t, c, a, f, p, T: c + a * decay(t, T, 1) * tones(t, f, p, [0])),
    "ramsey": (["offset", "amplitude", "detuning", "decay-time"],
               lambda t, c, a, f, T: c + a * decay(t, T, 2) * tones(t, f, 0, [0])),
    "ramsey+exponent": (["offset", "amplitude", "detuning", "decay-time", "exponent"],
                        lambda t, c, a, f, T, n: c + a * decay(t, T, n) * tones(t, f, 0, [0])),
    "ramsey-n14": (["offset", "amplitude", "detuning", "decay-time"],
                   lambda t, c, a, f, T: c + a * decay(t, T, 2) * tones(t, f, 0, [-A14, 0, A14])),
    "ramsey-n14+spacing": (["offset", "amplitude", "detuning", "decay-time", "spacing"],
                           lambda t, c, a, f, T, s: c + a * decay(t, T, 2) * tones(t, f, 0, [-s, 0, s])),
    "ramsey-n15": (["offset", "amplitude", "detuning", "decay-time"],
                   lambda t, c, a, f, T: c + a * decay(t, T, 2) * tones(t, f, 0, [-A15 / 2, A15 / 2])),
    "exponential": (["offset", "amplitude", "decay-time"], lambda t, c, a, T: c + a * decay(t, T, 1)),
    "stretched-exponential": (["offset", "amplitude", "decay-time", "exponent"], lambda t, c, a, T, n: c + a * decay(t, T, n)),
}


def truth_of(name, rng):
    base = name.split("+")[0]
    if base == "rabi":
        t = np.linspace(0, 1e-6, 81)
        p = {"frequency": rng.uniform(3e6, 12e6), "decay-time": rng.uniform(0.4e-6, 1.5e-6), "phase": rng.uniform(-0.6, 0.6)}
    elif base.startswith("ramsey"):
        t = np.linspace(0, 4e-6, 161)
        p = {"detuning": rng.uniform(1e6, 6e6), "decay-time": rng.uniform(1.2e-6, 3e-6), "exponent": rng.uniform(1.2, 2.2), "spacing": rng.uniform(2.1e6, 2.3e6)}
    elif base == "exponential":
        t = np.linspace(0, 10e-3, 41)
        p = {"decay-time": rng.uniform(1e-3, 4e-3)}
    else:
        t = np.geomspace(1e-6, 400e-6, 51)
        p = {"decay-time": rng.uniform(30e-6, 120e-6), "exponent": rng.uniform(0.8, 2.5)}
    sign = -1 if base.startswith("ramsey") and rng.random() < 0.5 else 1
    p["offset"] = rng.uniform(8000, 30000)
    p["amplitude"] = sign * p["offset"] * rng.uniform(0.08, 0.15)
    return t, [p[k] for k in MODELS[name][0]]


def solve(f, t, y, start, sigma, absolute):
    scale = np.abs(start)
    g = lambda t, *q: f(t, *(np.array(q) * scale))
    q, cov = curve_fit(g, t, y, p0=np.array(start) / scale, sigma=sigma, absolute_sigma=absolute, ftol=1e-14, xtol=1e-14, gtol=1e-14, maxfev=100000)
    return q * scale, cov * np.outer(scale, scale)


def main():
    rng = np.random.default_rng(20261122)
    cases = []
    for name, (names, f) in MODELS.items():
        for statistics in ("poisson", "weighted", "unweighted"):
            t, truth = truth_of(name, rng)
            mu = f(t, *truth)
            case = {"model": name.split("+")[0], "free": name.split("+")[1:], "statistics": statistics, "time_s": t.tolist(), "names": names, "truth": truth}
            if statistics == "poisson":
                y = rng.poisson(mu)
                p = np.array(truth)
                for _ in range(60):
                    last = p
                    p, cov = solve(f, t, y, p, np.sqrt(f(t, *p)), True)
                    if np.max(np.abs(p - last) / np.sqrt(np.diag(cov))) < 1e-9:
                        break
                case["values"] = y.tolist()
            else:
                sigma = np.sqrt(mu) * (rng.uniform(0.5, 2, len(t)) if statistics == "weighted" else 1)
                y = mu + sigma * rng.standard_normal(len(t))
                p, cov = solve(f, t, y, truth, sigma if statistics == "weighted" else None, statistics == "weighted")
                case["values"] = y.tolist()
                if statistics == "weighted":
                    case["sigma"] = sigma.tolist()
            case["fit"] = p.tolist()
            case["covariance"] = cov.tolist()
            cases.append(case)
    json.dump({"schema": "curve-vectors/1", "units": "s, Hz, rad, counts", "cases": cases}, sys.stdout)
    print()


main()
