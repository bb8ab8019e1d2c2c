"""Who can take what: skills, absence, daily caps, and whether a shop gives its new cases out by itself."""
