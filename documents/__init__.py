"""Documents out of rows: the agreement and the registration form as PDF. It asks no database and knows nobody who asks."""
