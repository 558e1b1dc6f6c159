"""How operations become facts: the double entry of every act, pure and without a database."""
