"""Help from a machine, where the owner wants it: translating and drafting behind one small port."""
