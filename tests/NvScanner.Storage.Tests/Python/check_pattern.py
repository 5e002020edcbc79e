"""Checks that every pixel that a run file calls measured holds the values of PatternPages, and that at least the given number are.

usage: check_pattern.py FILE [ACKNOWLEDGED]; prints the number of measured pixels.
"""
import sys

import h5py
import numpy

# name of the dataset: number of its column in PixelColumn / PixelVectorColumn
COLUMNS = {
    "/entry/raw/time": 0, "/entry/raw/duration": 1, "/entry/topography/z": 2,
    "/entry/map/B_parallel": 3, "/entry/map/B_parallel_errors": 4, "/entry/map/B_stray": 5, "/entry/map/B_stray_errors": 6,
    "/entry/map/zero_field_splitting": 7, "/entry/map/zero_field_splitting_errors": 8,
    "/entry/map/f_lower": 9, "/entry/map/f_lower_errors": 10, "/entry/map/f_upper": 11, "/entry/map/f_upper_errors": 12,
    "/entry/map/contrast": 13, "/entry/map/contrast_errors": 14, "/entry/map/linewidth": 15, "/entry/map/linewidth_errors": 16,
    "/entry/map/photon_rate": 17, "/entry/map/photon_rate_errors": 18, "/entry/map/chi2_reduced": 19,
    "/entry/truth/B_parallel": 20, "/entry/truth/D": 21, "/entry/truth/temperature": 22, "/entry/truth/lithium_content": 23,
    "/entry/cell_at_pixel/voltage": 24, "/entry/cell_at_pixel/current": 25, "/entry/cell_at_pixel/state_of_charge": 26, "/entry/cell_at_pixel/cycle": 27,
}
VECTORS = {"/entry/raw/position_set": 0, "/entry/raw/position_read": 1, "/entry/truth/B": 2, "/entry/truth/current_density": 3}

with h5py.File(sys.argv[1], "r") as file:
    state = file["/entry/raw/pixel_state"][()]
    frames, rows, columns = state.shape
    place = numpy.arange(state.size, dtype=numpy.uint64).reshape(state.shape)
    measured = state != 0

    assert numpy.all(state[measured] == numpy.where(place % 7 == 3, 2, 1)[measured]), "pixel_state"
    reason = file["/entry/map/reason"][()].reshape(state.shape)
    assert numpy.all(reason[measured] == numpy.where(place % 7 == 3, 5, 0)[measured]), "reason"

    counts = file["/entry/raw/counts"]
    bins = counts.shape[3]
    for frame in range(frames):
        for row in range(rows):
            here = measured[frame, row]
            if not here.any():
                continue
            expected = (place[frame, row][:, None] * 2654435761 + numpy.arange(bins, dtype=numpy.uint64) * 40503 + 17) & 0xFFFFFFFF
            assert numpy.array_equal(counts[frame, row][here], expected[here]), f"counts of frame {frame}, row {row}"

    for name, column in COLUMNS.items():
        if name in file:
            values = file[name][()].reshape(state.shape)
            assert numpy.array_equal(values[measured], (place + 1 + (column + 1) / 64.0)[measured]), name
    for name, column in VECTORS.items():
        if name in file:
            values = file[name][()].reshape(state.shape + (3,))
            for component in range(3):
                expected = 1000 * (column + 1) + 10.0 * place + component + 0.5
                assert numpy.array_equal(values[..., component][measured], expected[measured]), name
    assert numpy.array_equal(file["/entry/raw/sweeps"][()][measured], (place % 5 + 1)[measured]), "sweeps"

    used = int(file["/entry/events_used"][()])
    times = file["/entry/events/time"][:used]
    assert not numpy.isnan(times).any(), "an event that is counted has no time"

    if "/entry/electrochemistry" in file:
        log = file["/entry/electrochemistry"]
        used = int(file["/entry/electrochemistry_used"][()])
        row = numpy.arange(used)
        for name, expected in {
            "time": row, "voltage": 3 + row / 1024, "current": row / 64, "charge": 2.0 * row, "state_of_charge": row / 8,
            "temperature": 300 + row / 16, "step": row % 5, "cycle": row // 7 + 1,
        }.items():
            assert numpy.array_equal(log[name][:used], expected), f"electrochemistry/{name}"
        assert used >= int(measured[0].all(axis=1).sum()) - 1, "rows of the cell's log that were recorded before a line was acknowledged are missing"

    if len(sys.argv) > 2:
        assert measured.sum() >= int(sys.argv[2]), f"{sys.argv[2]} pixels were acknowledged, {measured.sum()} are in the file"
    print(int(measured.sum()))
