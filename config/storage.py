"""Static files in production: hashed names, compressed, module imports rewritten."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, with `import "./x.js"` in modules pointing at the hashed files too."""

    support_js_module_import_aggregation = True
