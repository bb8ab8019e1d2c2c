"""The buyer's page: a signed link, no account, no cookie, nothing from anywhere else, and it works without scripts."""
