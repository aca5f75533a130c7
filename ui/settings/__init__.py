"""The page of settings, made from the declared table."""
