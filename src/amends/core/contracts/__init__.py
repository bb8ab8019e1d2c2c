"""What goes in and out of each stage: the fixed formats, as pydantic models.

One module per stage; ``fields`` holds the shared field types, ``problems`` turns a validation failure into the
contract's error object.
"""
