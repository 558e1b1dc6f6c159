"""The rooms behind the rail: samples, places, balance, journal."""
