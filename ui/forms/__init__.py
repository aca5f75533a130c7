"""Filling in a form."""
