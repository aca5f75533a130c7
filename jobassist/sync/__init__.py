"""The wire form and the client that speaks it."""
