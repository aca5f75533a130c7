"""What one can do: plain functions that know nothing of Qt, SQL or the engine."""
