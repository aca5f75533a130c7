"""The first steps after the store is made: a PIN, the microphone, a practice case."""
