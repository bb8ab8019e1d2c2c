"""The desk remembers: one Django app per noun, the same file names in each; ``flow`` alone chains their operations."""
