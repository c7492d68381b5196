"""The map of the course: who acts in it, in which chapters and models, and on whom.

One file, `atlas.toml`, knows the places and the names; the arrows come from the models.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
