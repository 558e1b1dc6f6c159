"""What was lost together adds up on every day, piece by piece, in every place that tells of it."""
