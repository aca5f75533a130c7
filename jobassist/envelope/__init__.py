"""The sealed envelope: its format, made and verified without a store, a window or a network.

`canonical` is RFC 8785; `leaves` are salted commitments; `packet` is the file that leaves the
house; `verify` proves it. docs/envelope.md specifies the format for others.
"""
