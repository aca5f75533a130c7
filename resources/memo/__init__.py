"""What a message to Digital Post must look like."""
