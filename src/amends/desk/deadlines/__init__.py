"""When something must be done, and what happens otherwise."""
