"""The engine child process: the only place that imports the speech libraries."""
