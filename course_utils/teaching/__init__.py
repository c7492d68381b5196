"""What chapters are made of: tables and pictures from the models, questions, checked exercises.

The names are listed in ``__init__.pyi`` and loaded when first used, so that the check of the
installation can still run, and say what is missing, where a package is.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
