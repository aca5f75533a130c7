"""The list of cases, and a case's page."""
