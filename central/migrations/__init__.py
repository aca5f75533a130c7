"""Numbered, self-contained steps from each schema to the next (Alembic)."""
