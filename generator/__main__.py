"""``python -m generator``."""

from __future__ import annotations

if __name__ == "__main__":
    import os

    try:
        # before anything that takes time to load, so that an interrupt finds its handler
        from generator import interrupts

        interrupts.install()
    except KeyboardInterrupt:
        os._exit(130)

    from generator.cli import main

    # not sys.exit: the interpreter takes our handlers away long before it has ended
    interrupts.leave(main())
