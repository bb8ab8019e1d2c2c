"""Letters: drafted, edited, queued, sent; nothing leaves without a person."""
