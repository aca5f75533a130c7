"""Help at the place: a short text for each page, Danish and English."""
