"""Simulated phones that run the app's own outbox, against the server's own code, under one seed."""
