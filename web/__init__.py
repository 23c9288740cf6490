"""The Starlette endpoints: GraphQL over HTTP and WebSocket, the GraphiQL page, health."""
