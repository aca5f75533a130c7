"""Letters of a case: chosen from a text, written on, seen as they will be, queued."""
