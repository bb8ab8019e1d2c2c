"""Measurements, run by hand or by `make bench`. Nothing here asserts; each prints what it found."""
