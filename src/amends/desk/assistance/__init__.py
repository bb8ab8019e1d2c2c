"""Help from a machine: its setup and permissions, every call with its cost, translations and corrected ones."""
