"""The PostgreSQL of the tests is that of the benchmarks."""

from benchmarks._postgres import Cluster, running_cluster

__all__ = ["Cluster", "running_cluster"]
