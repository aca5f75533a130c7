"""Talks and tasks in the window."""
