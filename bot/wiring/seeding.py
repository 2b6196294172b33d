"""The lessons that come with the bot are stored when it starts, so that its first search has an answer."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from bot.domain.lesson import PUBLISHED, Lesson, LessonSeed
from bot.domain.record import Stamp
from bot.ports import Clock
from bot.store import Store


async def seed_lessons(store: Store, seeds: Sequence[LessonSeed], clock: Clock) -> int:
    """Store the bundled lessons not there yet, and the moments at which those that are help; return how many.

    In an empty database "L40" keeps its number.
    """
    async with store.read() as view:
        known = {lesson.key: lesson for lesson in (await view.lessons.changed_since(0))[0]}
    missing = [seed for seed in seeds if seed.key not in known]
    refiled = [
        replace(known[seed.key], moments=seed.moments, phase=seed.phase)
        for seed in seeds
        if seed.key in known and (known[seed.key].moments, known[seed.key].phase) != (seed.moments, seed.phase)
    ]
    if missing or refiled:
        async with store.begin() as uow:
            stamp = Stamp("", None, None, "public", "actual", clock.now(), clock.now())
            for seed in missing:
                lesson = Lesson(await uow.new_id("L"), stamp, PUBLISHED, **asdict(seed))
                await uow.lessons.add(lesson, by="", what="bundled")
            for lesson in refiled:
                await uow.lessons.save(lesson, by="", what="file")
            await uow.commit()
    return len(missing) + len(refiled)
