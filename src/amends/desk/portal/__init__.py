"""The buyer's page: its link, what opens and closes it, files that are on their way, and how often one may try."""
