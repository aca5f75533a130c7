"""Where postal towns lie: centres to about a kilometre, for distances as the crow flies."""
