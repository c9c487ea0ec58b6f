"""A slow oracle of the graph model: every concept as its definition says it, over plain sets.

It shares no code with the engine, and takes nothing from it.
"""
