"""One component for each thing that comes again: banner, toast, empty state, button, text."""
