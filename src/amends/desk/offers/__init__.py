"""What was proposed, what was chosen, and by whom; with the facts it rested on."""
