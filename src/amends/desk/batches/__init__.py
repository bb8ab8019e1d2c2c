"""Many cases answered at once: who chose them, what was left out and why, what was sent, what was stopped."""
