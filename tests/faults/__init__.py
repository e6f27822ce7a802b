"""Faults for real: many processes, killed servers, full disks, databases gone, hostile bodies.

Everything here drives a real server process over real HTTP. Waiting is for events, never for time.
"""
