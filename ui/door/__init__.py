"""What stands before the session: unlock, first run and the recovery key."""
