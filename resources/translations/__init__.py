"""Texts of the window: .ts files are the source; .qm files are built from them at set-up."""
