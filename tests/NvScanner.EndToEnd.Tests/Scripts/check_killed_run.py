"""Opens a run file with plain h5py and checks that every pixel that it calls measured has its data.

Prints {"state": ..., "acknowledged": N, "without_data": [[frame, y, x], ...]}.
"""
import json
import sys

import h5py
import numpy as np

with h5py.File(sys.argv[1], "r") as file:
    entry = file["entry"]
    state = entry["raw/pixel_state"][()]
    measured = state > 0
    valid = state == 1
    whole = entry["raw/counts"][()].sum(axis=-1, dtype=np.uint64) > 0
    for name in ("raw/time", "raw/duration"):
        whole &= np.isfinite(entry[name][()])
    whole &= np.isfinite(entry["raw/position_set"][()]).all(axis=-1)
    whole &= np.isfinite(entry["raw/position_read"][()]).all(axis=-1)
    fitted = np.isfinite(entry["map/B_parallel"][()]).reshape(state.shape)
    fitted &= np.isfinite(entry["map/B_parallel_errors"][()]).reshape(state.shape)
    missing = (measured & ~whole) | (valid & ~fitted)
    print(json.dumps({
        "state": entry["run_state"][()].decode().rstrip("\0 "),
        "acknowledged": int(measured.sum()),
        "without_data": np.argwhere(missing)[:20].tolist(),
    }))
