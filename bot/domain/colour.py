"""Colours as `#rrggbb`, and whether one can be read upon another."""


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2.2 defines it; text needs 4.5."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lightened(colour: str, ground: str, wanted: float) -> str:
    """The colour with as much white in it as it takes to be read upon a dark `ground`."""
    for share in range(0, 101, 5):
        mixed = "#" + "".join(f"{round(one + (255 - one) * share / 100):02x}" for one in _parts(colour))
        if contrast(mixed, ground) >= wanted:
            return mixed
    return "#ffffff"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(one / 255) for one in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
