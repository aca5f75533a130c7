"""Min dag: what waits today."""
