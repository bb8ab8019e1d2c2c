"""How records come in: imports with their mapping, progress, problems and undo; when a feed was last heard."""
