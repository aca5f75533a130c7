"""Measurements against named peers: `jobassist bench NAME` runs `benchmarks.NAME.run()`.

`run()` returns the figures as a dictionary of plain values with at least `peer` (what is compared
with), `goal` (the figure that is aimed at) and `met` (whether this run reached it).
"""
