"""What a shop can keep: its stock as it was counted, and its monthly budget for making things good."""
