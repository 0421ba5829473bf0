"""Settings, one module a place of use: `local` (./run), `test` (./test), `production`."""
