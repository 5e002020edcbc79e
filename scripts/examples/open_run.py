#!/usr/bin/env python3
"""Opens a run file with plain h5py: the field map with its errors, and the spectrum of one pixel.

usage: open_run.py RUN.h5 [COLUMN ROW]

Works while the run is being written, too. Needs python3-h5py and python3-numpy.
With silx the same file plots itself:  silx view RUN.h5
"""
import sys

try:
    import h5py
    import numpy as np
except ImportError as missing:
    sys.exit(f"open_run.py: {missing.name} is not installed here; run: sudo apt install python3-h5py python3-numpy")

VALID = 1  # /entry/raw/pixel_state: 0 not measured, 1 valid, 2 measured but flagged


def main(path, column, row):
    with h5py.File(path, "r") as file:
        entry = file["entry"]
        print("title        ", entry["title"][()].decode() if "title" in entry else path)
        print("state        ", entry["run_state"][()].decode().rstrip("\0 "))

        # a map is [y, x], or [frame, y, x] when the plan has several frames; index 0 is the smallest coordinate
        state = entry["raw/pixel_state"][()]
        print("valid pixels ", np.count_nonzero(state == VALID), "of", state.size)

        field = entry["map/B_parallel"][()]
        error = entry["map/B_parallel_errors"][()]
        if not np.any(np.isfinite(field)):
            print("B_parallel    no pixel has a value yet" if not np.any(state) else "B_parallel    no pixel has a value: see map/reason")
            return
        print(f"B_parallel    {np.nanmin(field) * 1e6:.1f} to {np.nanmax(field) * 1e6:.1f} uT, "
              f"median standard deviation {np.nanmedian(error) * 1e6:.2f} uT")

        # raw photon counts, always [frame, y, x, frequency]
        frequency = entry["raw/frequency"][()]
        counts = entry["raw/counts"][0, row, column]
        deepest = frequency[np.argmin(counts)]
        print(f"pixel ({column}, {row})  {counts.sum()} counts in {counts.size} bins, fewest at {deepest / 1e6:.2f} MHz")

        if "truth" in entry:  # simulated rigs know the answer
            score = np.abs(field - entry["truth/B_parallel"][()].reshape(field.shape)) / error
            print(f"truth         median |B - B_true| / sigma = {np.nanmedian(score):.3f} (0.674 for perfect error bars)")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    main(sys.argv[1], *(int(a) for a in sys.argv[2:] or (0, 0)))
