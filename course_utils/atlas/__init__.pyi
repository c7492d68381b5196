from .arrows import Edge, edges
from .chapter import CourseMap, course_map
from .data import Atlas, AtlasError, Chapter, Node, atlas
from .picture import glyph_css, icon, picture

__all__ = [
    "Atlas",
    "AtlasError",
    "Chapter",
    "CourseMap",
    "Edge",
    "Node",
    "atlas",
    "course_map",
    "edges",
    "glyph_css",
    "icon",
    "picture",
]
