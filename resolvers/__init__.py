"""Root queries and mutations: each names a binding or calls an action, and holds no rule, no filter and no loop."""
