"""What can be imported: the fields of each kind, how cells are read, how records are compared."""
