"""The document for a right-of-access request: its template and its words."""
