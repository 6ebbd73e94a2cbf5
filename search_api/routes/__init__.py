"""HTTP routes, without logic."""
