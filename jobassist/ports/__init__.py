"""What the services need from the world, as protocols. `tests/fakes` has one of each."""
