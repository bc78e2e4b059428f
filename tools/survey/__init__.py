"""A survey of scenes by others: what in them looks like a file and was not understood.

``python -m tools.survey FILE_OR_FOLDER …`` reads Maya ASCII through the double of the tests, and Blender's scenes
through the bpy of the Python that runs it. It is for developers, and needs the package.
"""
