"""Settings: wiring only. What an installation may change is read by ``configuration``."""

from amends.project.configuration import load

_configuration = load()

SECRET_KEY = _configuration.secret_key
DEBUG = _configuration.debug
ALLOWED_HOSTS = _configuration.hosts
CSRF_TRUSTED_ORIGINS = _configuration.origins

AMENDS_DATA = _configuration.data
AMENDS_FILES = _configuration.data / "files"
AMENDS_OUTBOX = _configuration.data / "outbox"
AMENDS_UPLOADS = _configuration.data / "uploads"
AMENDS_PERSONAL_DATA_KEYS = _configuration.personal_data_keys
AMENDS_UNDO_SECONDS = _configuration.undo_seconds
AMENDS_API_TOKEN = _configuration.api_token
AMENDS_PUBLIC_ADDRESS = _configuration.public_address
AMENDS_BUYER_LINK_DAYS = _configuration.buyer_link_days
AMENDS_PROXIES = _configuration.proxies
AMENDS_API_RATE = _configuration.api_rate
AMENDS_WEBHOOKS_PRIVATE = _configuration.webhooks_private
AMENDS_UNFINISHED_DAYS = _configuration.unfinished_days
AMENDS_MAIL_APPS = _configuration.mail_apps

DESK = [
    f"amends.desk.{noun}"
    for noun in (
        "journal", "people", "shops", "policies", "wordings", "guides", "staffing", "feeds", "mailboxes", "orders", "parcels",
        "conversations",
        "cases", "deadlines", "offers", "exhibits", "reviews", "assistance", "portal", "replies", "notices", "promises",
        "recoveries", "practice", "search", "refunds", "means", "batches", "tokens", "webhooks", "saved_views", "handovers",
    )
]  # fmt: skip

INSTALLED_APPS = [
    "amends.web",  # before allauth, whose pages it clothes
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "amends.jobs",
    *DESK,
    "amends.desk",
    "amends.insight",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Above the static files, which are not compressed beforehand unless somebody ran collectstatic.
    "amends.web.workspace.middleware.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amends.web.api.gate.ApiGate",
    "amends.web.workspace.middleware.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "amends.web.workspace.middleware.ContentSecurityMiddleware",
]

ROOT_URLCONF = "amends.project.urls"
WSGI_APPLICATION = "amends.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "amends.web.templatetags.amends"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": _configuration.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "amends.web.workspace.accounts.StaffOnlyAdapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LANGUAGE_CODE = "en"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = _configuration.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []
