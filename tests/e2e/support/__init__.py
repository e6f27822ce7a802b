"""What the browser tests stand on: a real server, a wire that can be cut, a phone."""
