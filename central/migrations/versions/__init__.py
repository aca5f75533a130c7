"""One file for each step; a step that has left the house is never edited."""
