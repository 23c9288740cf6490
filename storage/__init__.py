"""Contents of files: kept by their hash wherever fsspec reaches, and looked through before they are kept."""
