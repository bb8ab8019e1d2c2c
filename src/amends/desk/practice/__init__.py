"""Practice: complete cases that nobody waits for, answered by a person, and what she can learn from her answer."""
