"""The shops' mailboxes: how to reach them, what came in, what went out, and what is wrong with them."""
