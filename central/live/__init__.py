"""Telling devices of changes while they listen: the held stream behind `GET /changes`."""
