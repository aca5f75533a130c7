"""Data only: forms, rules, phrases, model catalogue, messages, translations, icons."""
