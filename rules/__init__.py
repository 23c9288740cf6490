"""The ministry's rules as pure tables and functions: no await, no database, no GraphQL."""
