"""jobassist: an offline-first desktop assistant for Danish municipal job centres."""

__version__ = "0.1.0"
