"""What the pages of practice show: a scenario as a case page, an answer beside the engine's, progress."""
