"""What the page of a case shows, pane by pane: records turned into words, amounts and marks. Nothing is written here."""
