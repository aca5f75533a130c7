"""Letters on their way to Digital Post: the queue, the message, and the gateway."""
