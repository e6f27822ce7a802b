"""A person with a phone: the built app in a real Chromium against a real server."""
