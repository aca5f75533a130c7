"""Message texts, one TOML file per room."""
