"""Working as a team, in words: saved views, who gets a case, what waits for somebody, the end of a shift."""
