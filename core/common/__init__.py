"""What knows nothing of rendering: errors, translations, files, locks, threads."""
