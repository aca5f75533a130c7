"""How it looks: colours, type scale, spacing, and the style sheet made of them."""
