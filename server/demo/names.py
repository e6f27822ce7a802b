"""Names in the three languages of the app."""

Names = dict[str, str]


def names(simplified: str, traditional: str, english: str) -> Names:
    """A `names` value: 简体中文, 繁體中文, English."""
    return {"zh-Hans": simplified, "zh-Hant": traditional, "en": english}
