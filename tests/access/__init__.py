"""The access matrix: what every role may do and see, asked of the running schema and held against a table written by hand."""
