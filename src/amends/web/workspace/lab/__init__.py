"""The policy lab's pages: the figures of a trial as a screen shows them."""
