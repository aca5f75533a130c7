"""The forms: what each asks, in YAML, and the schemas of forms and rules."""
