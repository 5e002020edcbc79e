"""Checks a run file with plain h5py and silx; prints one line per complaint and exits with 1 when there is any."""
import json
import sys

import h5py
import numpy
from silx.io import nxdata

complaints = []
with h5py.File(sys.argv[1], "r") as file:

    pixels = file["/entry/raw/pixel_state"].shape
    along_y = json.loads(file["/entry/process/config"][()])["settings"]["fast_axis"] == "y"

    def column_of(shape):
        """[frame, y, x, ...] or [y, x, ...] of a run along y is tiled by columns."""
        frames = shape[:3] == pixels
        return (1,) * frames + (pixels[1], 1) + shape[frames + 2:]

    def visit(name, item):
        if isinstance(item, h5py.Dataset):
            if item.dtype.kind in "iuf" and item.size != 1 and not item.attrs.get("units"):
                complaints.append(f"{name} has no units")
            expected = column_of(item.shape) if along_y and item.ndim > 1 else None
            if item.chunks != expected or item.compression is not None:
                complaints.append(f"{name} is laid out as {item.chunks}, not as {expected}")
        elif item.attrs.get("NX_class") == "NXdata":
            data = nxdata.NXdata(item)
            if not data.is_valid:
                complaints.append(f"{name}: {data.issues}")

    file.visititems(visit)
    for name in ("creator", "creator_version", "file_time", "file_name", "HDF5_Version"):
        if name not in file.attrs:
            complaints.append(f"root has no attribute {name}")
    default = nxdata.get_default(file)
    if default is None or default.group.name != "/entry/map" or default.signal_dataset_name != "B_parallel":
        complaints.append("the default plot is not the map of B_parallel")
    else:
        names = [axis.name.rsplit("/", 1)[-1] if axis is not None else None for axis in default.axes]
        expected = ["frame", "y", "x"] if default.signal.ndim == 3 else ["y", "x"]
        if names != expected:
            complaints.append(f"the axes of the default plot are {names}")
        if default.interpretation != "image":
            complaints.append("the default plot is not an image")
    state = file["/entry/run_state"]
    if state.dtype.kind != "S":
        complaints.append("run_state is not a fixed-length text")
    if len(sys.argv) > 2 and state[()].decode() != sys.argv[2]:
        complaints.append(f"run_state is {state[()].decode()}")
    for axis in ("x", "y"):
        if not numpy.all(numpy.diff(file[f"/entry/map/{axis}"]) > 0):
            complaints.append(f"{axis} does not ascend")

print("\n".join(complaints))
sys.exit(1 if complaints else 0)
