"""The quick way to canonical form gives the very bytes of the reference (O3)."""

from random import Random

import rfc8785

from sync.operation import canonical

NUMBERS = (0, -5, 2**53 - 1, 0.0, -0.0, 1.0, 7.2, 1e-5, 1e-7, 0.00012, 1e15, 1e16, 1e21, 5e-324)
TEXTS = ("", "a", "é", "泵", "𝄞", '"\\\n\x01', "\u2028", "1.0,", ":1e5")


def some_value(rng: Random, depth: int = 0):
    roll = rng.randint(0, 9)
    if roll < 3 or depth == 4:
        return rng.choice((*NUMBERS, rng.random() * 10 ** rng.randint(-10, 20), True, None))
    if roll < 5:
        return rng.choice(TEXTS)
    inner = [some_value(rng, depth + 1) for _ in range(rng.randint(0, 4))]
    if roll < 7:
        return inner
    return {rng.choice(TEXTS) + str(n): value for n, value in enumerate(inner)}


def test_o3_any_value_has_the_canonical_form_of_rfc_8785():
    rng = Random(8785)
    for _ in range(5000):
        value = some_value(rng)
        assert canonical(value) == rfc8785.dumps(value)
