"""How the staff sign in: a name, a password and a second step; settings by their own names."""

AUTHENTICATION_BACKENDS = ["cardservice.accounts.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:outlets"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cardservice.accounts.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Attempts are counted in the database (cardservice/attempts.py): a cache loses some, and is not shared.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "cardservice.second_step.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "cardservice.second_step.CodeForm",
    "activate_totp": "cardservice.second_step.SetUpAppForm",
    "add_webauthn": "cardservice.second_step.AddKeyForm",
    "authenticate_webauthn": "cardservice.second_step.KeyForm",
}
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Every member of staff; only the demonstration's own accounts do without, and those need DEMO=1.
SECOND_STEP_REQUIRED = True
