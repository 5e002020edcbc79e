"""Opens the file of a killed run with plain h5py and checks the cell's log against the pixels that it calls measured.

Prints {"acknowledged": N, "rows": N, "complaints": [...]}.
"""
import json
import sys

import h5py
import numpy as np

with h5py.File(sys.argv[1], "r") as file:
    entry = file["entry"]
    measured = entry["raw/pixel_state"][()] > 0
    used = int(entry["electrochemistry_used"][()])
    log = {name: dataset[:used] for name, dataset in entry["electrochemistry"].items()}
    complaints = [f"{name} has a row without a value" for name, values in log.items() if not np.isfinite(values).all()]
    if not (np.diff(log["time"]) > 0).all():
        complaints.append("time does not ascend")
    if np.diff(log["time"]).max() > 1.01:
        complaints.append("a second is missing")
    for name in ("voltage", "current", "state_of_charge", "cycle"):
        if not np.isfinite(entry["cell_at_pixel"][name][()][measured]).all():
            complaints.append(f"a measured pixel has no {name}")
    # documents are stored in the order of events: when a pixel is committed, so is what was read before it
    late = entry["raw/time"][()][measured].max() - log["time"].max()
    if late > 1.01:
        complaints.append(f"the log ends {late} s before the last pixel")
    print(json.dumps({"acknowledged": int(measured.sum()), "rows": used, "complaints": complaints}))
