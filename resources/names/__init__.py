"""Names, places and phrases of synthetic citizens. Nobody in here exists."""
