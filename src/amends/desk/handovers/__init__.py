"""What one shift leaves to the next, and that somebody took it."""
