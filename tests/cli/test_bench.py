"""How measurements are found, given what they ask for, and told."""

import sys
from argparse import Namespace
from types import ModuleType

from jobassist.cli import bench
from jobassist.cli.call import Call


def test_a_measurement_is_given_what_it_asks_for(monkeypatch, capsys):
    def run(*, report, recordings=None, runs=3):
        report("half way")
        return {"peer_ms": 2.0, "goal": 1.0, "met": False, "asked": [recordings, runs]}

    module = ModuleType("benchmarks.sample")
    module.run = run
    monkeypatch.setitem(sys.modules, "benchmarks.sample", module)
    monkeypatch.setattr(bench, "names", lambda: ["sample"])
    call = Call(data_dir=None, passphrase_file=None)
    bench._run(call, Namespace(name="sample", recordings=None))
    told = capsys.readouterr()
    assert told.err == "half way\n"
    assert "met: False" in told.out
    assert "peer_ms: 2" in told.out


def test_the_measurements_of_this_tree_are_listed():
    assert {"start", "store", "dictation"} <= set(bench.names())
