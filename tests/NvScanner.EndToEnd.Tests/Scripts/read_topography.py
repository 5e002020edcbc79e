"""Prints the heights of the first frame of a run file as JSON, [y][x]."""
import json
import sys

import h5py

with h5py.File(sys.argv[1], "r") as file:
    print(json.dumps(file["entry/topography/z"][()].reshape(file["entry/raw/pixel_state"].shape)[0].tolist()))
