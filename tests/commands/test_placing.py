"""The command `places`, and the lists of the loan desk as of a day."""





def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
