"""`store`: make, check, back up, restore and re-key the encrypted store."""
