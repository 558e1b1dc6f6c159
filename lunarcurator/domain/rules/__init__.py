"""What may be done: pure rules over the state at the entry's day, which answer with findings (`domain.md` 4)."""
