"""The journal room: every entry as a sentence, and everything about the one selected."""
