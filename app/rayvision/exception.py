"""Errors under the names of the vendor's ``rayvision_api.exception``; each is a ``FoxError`` too."""

from __future__ import annotations

from ..core.common.errors import BadInput, FoxError, Refused


class RayvisionError(FoxError):
    """Something cannot be done; ``error_code`` and ``error`` say what."""

    def __init__(self, error_code: int, error: str) -> None:
        super().__init__(error)
        self.error_code = error_code
        self.error = error


class RayvisonTaskIdError(RayvisionError):
    """A task that is no number; its ``error_code`` is always 2000."""

    def __init__(self, error_code: int, error: str) -> None:  # noqa: ARG002 - the vendor's order of arguments
        super().__init__(2000, error)


class RayvisionAPIError(RayvisionError, Refused):
    """The farm said no: ``error_code``, its own words in ``error``, and the address in ``request``."""

    def __init__(self, refused: Refused, request: str) -> None:
        FoxError.__init__(self, str(refused))
        self.error_code = self.code = refused.code
        self.error = self.message = refused.message
        self.request = request
        self.path, self.request_id, self.retry_after = refused.path, refused.request_id, refused.retry_after


class MissingKey(BadInput, TypeError):
    """The access id or key is missing; the vendor's client raises a TypeError."""


class AnalyzeError(Exception):
    """Base of the errors of the vendor's analysers; this package raises none of them."""


def _named(name: str, base: type[Exception]) -> type[Exception]:
    return type(name, (base,), {"__doc__": f"{name} of the vendor's; scripts catch it, nothing here raises it.",
                                "__module__": __name__})


MaxDamageError = _named("MaxDamageError", AnalyzeError)
MaxExeNotExistError = _named("MaxExeNotExistError", AnalyzeError)
CGExeNotExistError = _named("CGExeNotExistError", AnalyzeError)
ProjectMaxVersionError = _named("ProjectMaxVersionError", AnalyzeError)
GetCGVersionError = _named("GetCGVersionError", AnalyzeError)
GetRendererError = _named("GetRendererError", AnalyzeError)
GetCGLocationError = _named("GetCGLocationError", AnalyzeError)
MultiScatterAndVrayConfilictError = _named("MultiScatterAndVrayConfilictError", AnalyzeError)
VersionNotMatchError = _named("VersionNotMatchError", AnalyzeError)
CGFileNotExistsError = _named("CGFileNotExistsError", AnalyzeError)
CGFileZipFailError = _named("CGFileZipFailError", AnalyzeError)
CGFileNameIllegalError = _named("CGFileNameIllegalError", AnalyzeError)
AnalyseFailError = _named("AnalyseFailError", AnalyzeError)
FileNameContainsChineseError = _named("FileNameContainsChineseError", AnalyzeError)
CompressionFailedError = _named("CompressionFailedError", Exception)
DecompressionFailedError = _named("DecompressionFailedError", Exception)
UploadFileNotSupportError = _named("UploadFileNotSupportError", Exception)
HardwareConfigIdError = _named("HardwareConfigIdError", Exception)
NotSupportPluginError = _named("NotSupportPluginError", Exception)
NotSupportCGSoftwareError = _named("NotSupportCGSoftwareError", Exception)
NotSupportHardwareCodeError = _named("NotSupportHardwareCodeError", Exception)
