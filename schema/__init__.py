"""What clients see: GraphQL types bound to tables, who may see them, inputs, and the printed schema.graphql."""
