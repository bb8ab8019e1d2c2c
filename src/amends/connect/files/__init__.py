"""Orders, parcels, messages, disputes and reviews from files of any usual format; letters as mail files.

``open_table`` opens a file, ``guess_mapping`` proposes which column is which, ``read_records`` reads by a mapping,
``problems_csv`` gives back what could not be read, ``ready_mappings`` are those of known systems.
"""

from amends.connect.files.guess import Guess, guess_mapping
from amends.connect.files.mapping import Constants, FieldRule, Mapping
from amends.connect.files.parse import Row, check_columns, read_records
from amends.connect.files.problems import problems_csv
from amends.connect.files.ready import MappingSet, fitting, ready_mappings, template_csv
from amends.connect.files.rows import Layout, MappingMismatch, UnreadableFile
from amends.connect.files.table import FileSet, Table, open_table

__all__ = [
    "Constants",
    "FieldRule",
    "FileSet",
    "Guess",
    "Layout",
    "Mapping",
    "MappingMismatch",
    "MappingSet",
    "Row",
    "Table",
    "UnreadableFile",
    "check_columns",
    "fitting",
    "guess_mapping",
    "open_table",
    "problems_csv",
    "read_records",
    "ready_mappings",
    "template_csv",
]
