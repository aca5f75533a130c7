"""The Danish dictionary; see README.md."""
