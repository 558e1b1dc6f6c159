"""Proof that a store holds what was posted: hashed rows against digests, derived rows against the facts.

Every column of every table is hashed, derived or declared free (`schema`); a test alters each and asks this
package to name it (`ledger.md` section 3).
"""
