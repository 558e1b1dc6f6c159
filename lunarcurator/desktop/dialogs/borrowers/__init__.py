"""The dialogs on those who borrow: institutions, people, and the agreements with them."""
