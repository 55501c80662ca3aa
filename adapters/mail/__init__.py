"""E-mail: `smtp` hands letters to a mail server, `smtp_session` gets in there, `smtp_write` writes them."""
