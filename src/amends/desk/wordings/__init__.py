"""How the company words its letters: its own phrases, snippets, signatures and words."""
