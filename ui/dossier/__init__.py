"""A whole case for its citizen: what is given, what is left out, and out it goes."""
