"""Lunar Curator: every piece of the Moon, its mass, its place, its history."""
