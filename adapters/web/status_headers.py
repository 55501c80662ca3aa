"""Headers of the status page, and of the pages on which customers subscribe."""

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HTML = "text/html; charset=utf-8"


def policy(style_proof: str, *, forms: bool = False) -> str:
    """`forms` may be sent to our own address and nowhere else."""
    target = "'self'" if forms else "'none'"
    return (
        f"default-src 'none'; style-src '{style_proof}'; img-src 'self' data:; "
        f"base-uri 'none'; form-action {target}; frame-ancestors 'none'"
    )
