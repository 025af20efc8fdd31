"""How other programs are answered: REST framework, its errors, and the definition of the API."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.FormParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
ERRORS: dict[str, Any] = {
    "EXCEPTION_HANDLER_CLASS": "locator.api.errors.ApiExceptionHandler",
    "ALLOWED_ERROR_STATUS_CODES": [],  # each address says itself which refusals it has
}
DEFINITION: dict[str, Any] = {
    "TITLE": "Social security card service points",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],  # choices stand where they belong, without made-up names
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "validatorUrl": None,  # it would send the address of the definition to another site
        "defaultModelsExpandDepth": 0,
    },
}

# The pages of other sites may read what everybody may read, without cookies; what belongs to one person (the
# applications) is answered to no page of another site.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/(?:api/v1/(?!applications)|(?:[a-z]{2}/)?open-data/)"
# By POST the nearest outlets for an address and the places are read: they change nothing.
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
CORS_ALLOW_HEADERS = ("accept", "accept-language", "content-type", "if-none-match", "if-modified-since")
CORS_EXPOSE_HEADERS = (
    "Content-Disposition", "Content-Language", "ETag", "Last-Modified", "Link",
    "RateLimit", "RateLimit-Policy", "Retry-After",
)  # fmt: skip
