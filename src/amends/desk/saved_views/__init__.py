"""Filters of the queue under a name: a person's own, or shared by a company."""
