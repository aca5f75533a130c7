"""Microphone to text; runs its engine in a child process."""
