"""Icons: 24 by 24, drawn with one stroke width; `ui/icons.py` gives them their colour."""
