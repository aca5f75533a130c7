"""Connectors: what leaves the central for other systems, and what comes in from them."""
