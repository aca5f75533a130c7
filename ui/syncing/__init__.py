"""Sync as the user sees it: what waits, whether it works, and enrolment."""
