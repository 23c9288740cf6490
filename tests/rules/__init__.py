"""The rules, each proved by its name; pure, so without a database."""
