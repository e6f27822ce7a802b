"""The demo: people, sites and thirty days, made by software phones over HTTP."""
