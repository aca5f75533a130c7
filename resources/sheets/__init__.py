"""Sheets that are printed once: templates for Typst."""
