"""Who works here: organisations, persons, actors; and how personal data is kept."""
