"""Guides, videos and reports per product, which go out with letters as long as they are valid."""
