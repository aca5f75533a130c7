"""IT support's pages: rendered here, working without script, in Danish and English."""
