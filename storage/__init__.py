"""The encrypted case store; the only room that opens SQLCipher."""
