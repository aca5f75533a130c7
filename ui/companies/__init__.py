"""The company visit: the register, a workplace's card, visits, candidates."""
