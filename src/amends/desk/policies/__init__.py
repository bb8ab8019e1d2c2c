"""By which numbers the desk decides: policies that are kept, what was learned, and which of them stands where."""
