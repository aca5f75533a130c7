"""Min Plan in the window."""
