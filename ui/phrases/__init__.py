"""Standard texts: the palette, the preview of a spoken request, and walking the blanks."""
