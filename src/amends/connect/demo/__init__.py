"""The demonstration company: four shops that a visitor can work in at once. Invented, and alive at any ``now``."""
