"""The words and the arithmetic that every other package shares. Pure: no Django, no I/O beyond packaged data."""
