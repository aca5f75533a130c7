"""What `jobassist.bootstrap` wires, side by side: the ears, the vault, the line to the central."""
