"""By what a case is found: numbers, names, and the words of everything that was said in it."""
