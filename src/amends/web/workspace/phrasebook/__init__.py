"""What the pages of the phrase library show."""
