"""The one write path: routes → schemas → apply → store → replies. Only `store` writes records."""
