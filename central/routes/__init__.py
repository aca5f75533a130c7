"""The central's routes, a module for each resource. Each has `add(app, house)`."""
