"""The parts of ``amends.letter.lint``: reading a letter, the packaged word lists, and the rules by subject."""
