"""What happened, in business words: append-only and hash-chained, one chain per shop."""
