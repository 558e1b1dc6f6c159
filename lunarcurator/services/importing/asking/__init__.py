"""What is open about a sheet before its rows can be judged: each module asks one thing of the person."""
