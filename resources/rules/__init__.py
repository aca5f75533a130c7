"""Dated rules as data: what the law or the organisation asks for, from when, and by what source."""
