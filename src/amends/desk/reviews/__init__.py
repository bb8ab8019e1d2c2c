"""Public reviews and how they were understood."""
