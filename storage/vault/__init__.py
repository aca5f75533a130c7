"""Who may open the store: one random data key, wrapped in slots that each open by other means."""
