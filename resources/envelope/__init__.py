"""The sealed envelope: its document, and what each party reads before signing."""
