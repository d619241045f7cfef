//! RemoteBackend: a tenant's public API behind the backend seam.
