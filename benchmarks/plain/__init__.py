"""The same reads as a plain Strawberry server answers them: models, types, resolvers and a DataLoader for each relation."""
