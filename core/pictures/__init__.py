"""Pictures as files: layers, looks, comparisons and figures of frames, made by OpenImageIO's program."""
