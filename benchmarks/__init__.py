"""Measurements against named peers: `jobassist bench NAME` runs `benchmarks.NAME.run`.

It returns the figures as a dictionary of plain values with at least the peer's, `goal` (the
figure that is aimed at) and `met` (whether this run reached it). By naming a parameter it is
given `report` (tell a line of progress), `model_dir` (the chosen speech model's folder) and
`recordings` (a folder, if one was named); every other parameter has a default.
"""
