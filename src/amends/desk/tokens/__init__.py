"""Keys with which programs act for a person: named, limited to scopes, kept only as hashes."""
