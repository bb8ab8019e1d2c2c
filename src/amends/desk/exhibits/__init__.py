"""Evidence that was kept: what, from where, when, with its hash."""
