"""Breast-cancer immunology you can run: what a chapter's notebook imports.

The names are listed in ``__init__.pyi`` and loaded when first used, so that the import costs
nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__version__ = "0.1.0"
