"""One module a page: parse, ask or do, render."""
