"""Reading files: one small reader per kind of file; every error is collected, then it fails once."""
