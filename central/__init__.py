"""The reference central system (FastAPI; embedded SQLite or PostgreSQL)."""
