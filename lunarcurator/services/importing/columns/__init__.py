"""What the columns of a sheet are taken for: by their headers, their values, and what a person answered."""
