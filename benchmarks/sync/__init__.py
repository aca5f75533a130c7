"""Sync put to the test: `jobassist bench sync`."""
