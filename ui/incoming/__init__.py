"""Letters from citizens: read, answered, dealt with."""
