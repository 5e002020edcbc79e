"""Prints what a run file is made of as a JSON list: every group, and every dataset with its type and number of dimensions. The length of a text is part of its value."""
import json
import sys

import h5py

lines = []


def note(name, item):
    if isinstance(item, h5py.Dataset):
        lines.append(f"{name} {'text' if item.dtype.kind == 'S' else item.dtype} {item.ndim}D")
    else:
        lines.append(f"{name}/")


with h5py.File(sys.argv[1], "r") as file:
    file.visititems(note)
print(json.dumps(sorted(lines)))
