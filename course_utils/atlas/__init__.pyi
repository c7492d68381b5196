from .arrows import Edge, edges
from .chapter import CourseMap, course_map
from .data import Atlas, AtlasError, Chapter, Node, atlas
from .picture import icon, picture

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
    "icon",
    "picture",
]
