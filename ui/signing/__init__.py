"""Signing a form, and what becomes of it afterwards."""
