"""The loan desk in the book: borrowers, agreements, loans and their lines, shipments and inventory rounds.

All of it stands on the desk: an operation touches a subject and sets fields of it, and what is read here is the
fold of these touches. What happens more than once to a subject has a field for each time, under a key of its own
(`move/UID`), so that nothing is written over and an undo takes back exactly what an entry said.
"""
