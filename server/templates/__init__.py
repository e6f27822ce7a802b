"""The templates that ship with Roundbook, as data, and their installation."""
