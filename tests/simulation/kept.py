"""Stories that failed once, each under what a person would have seen. They are played for good.

A story is the shortened script with its seed, as the failing test tells it: `script` may change,
a story does not.
"""

from tests.simulation.script import Step

STORIES: dict[str, tuple[int, list[Step]]] = {
    "the photo of an issue that went to site B never came after it": (
        119,
        [
            Step(8, 4, "edit", "any", "killed after"),
            Step(9, 4, "push", fault="twice"),
            Step(10, 5, "pull"),
            Step(22, 0, "pull"),
            Step(23, 5, "clone"),
            Step(26, 0, "edit", "photo"),
            Step(30, 5, "edit", "any"),
        ],
    ),
}
