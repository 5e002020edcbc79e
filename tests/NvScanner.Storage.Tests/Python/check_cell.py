"""Checks what silx and h5py see of a run with a cell: the log as curves over time, the cell at each pixel as images, and what the cell is."""
import sys

import h5py
from silx.io import nxdata

with h5py.File(sys.argv[1], "r") as file:
    log = nxdata.NXdata(file["/entry/electrochemistry"])
    assert log.is_valid and log.is_curve, log.issues
    assert log.signal_dataset_name == "voltage" and log.axes_dataset_names == ["time"]
    assert log.auxiliary_signals_dataset_names == ["current", "charge", "state_of_charge", "temperature", "step", "cycle"]
    assert log.signal.shape == (40,), "the log is cut to its length"
    assert file["/entry/electrochemistry/step"].attrs["meanings"] == "0 open circuit; 1 rest 10 min; 2 cc 94 uA until 4.2 V"
    units = {name: dataset.attrs["units"] for name, dataset in file["/entry/electrochemistry"].items()}
    assert units == {"time": "s", "voltage": "V", "current": "A", "charge": "C", "state_of_charge": "1", "temperature": "K", "step": "1", "cycle": "1"}, units
    assert all(dataset.attrs["long_name"] for dataset in file["/entry/electrochemistry"].values())

    pixels = nxdata.NXdata(file["/entry/cell_at_pixel"])
    assert pixels.is_valid, pixels.issues
    assert pixels.signal_dataset_name == "voltage" and pixels.axes_dataset_names == ["frame", "y", "x"]
    assert sorted(pixels.auxiliary_signals_dataset_names) == ["current", "cycle", "state_of_charge"]
    assert pixels.signal.shape == (2, 3, 5)

    cell = file["/entry/sample/cell"]
    assert cell.attrs["NX_class"] == "NXcollection"
    assert cell["cathode"][()].decode() == "LiCoO2" and "anode" not in cell
    assert [float(cell[name][()]) for name in ("area", "capacity", "x_0", "x_100", "x_initial")] == [1e-4, 3.384, 1.0, 0.5, 0.995]
    assert cell["capacity"].attrs["units"] == "C" and cell["area"].attrs["units"] == "m2"
print("ok")
